import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { startFixture } from "@/lib/connectors/ldap/fixture";

describeContract("ldap", startFixture, "socket");
