import { startFixture } from "@/lib/connectors/bamboohr/fixture";
import { describeContract } from "@/lib/connectors/kit/contract-suite";

describeContract("bamboohr", startFixture, "http");
