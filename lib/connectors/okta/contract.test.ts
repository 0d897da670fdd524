import { startFixture } from "@/lib/connectors/okta/fixture";
import { describeContract } from "@/lib/connectors/kit/contract-suite";

describeContract("okta", startFixture, "http");
