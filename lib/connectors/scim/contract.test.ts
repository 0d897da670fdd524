import { startFixture } from "@/lib/connectors/scim/fixture";
import { describeContract } from "@/lib/connectors/kit/contract-suite";

describeContract("scim", startFixture, "http");
