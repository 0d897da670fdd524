import { describeContract } from "@/lib/connectors/kit/contract-suite";
import { startFixture, startMariaDbFixture } from "@/lib/connectors/sql/fixture";

describeContract("sql", startFixture, "socket");
describeContract("sql with MariaDB", startMariaDbFixture, "socket");
