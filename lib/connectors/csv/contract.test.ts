import { startFixture } from "@/lib/connectors/csv/fixture";
import { describeContract } from "@/lib/connectors/kit/contract-suite";

describeContract("csv", startFixture, "file");
