// The three fake SCIM servers of the benchmark, in a process of their own: BENCH_ACCOUNTS people each, the same people.
import { startFakeScim } from "../demo/fake-scim";
import { syntheticPeople } from "../demo/synthetic-people";
import { SOURCE_NAMES, SOURCE_TOKEN } from "./settings";

const count = Number(process.env["BENCH_ACCOUNTS"]);
const servers = await Promise.all(
  SOURCE_NAMES.map((source, edition) =>
    // Another edition is the same people with other titles, so that a new order of the sources changes Users.
    startFakeScim({ port: 0, people: syntheticPeople(count, "bench", { source, edition: edition * 2 }), token: SOURCE_TOKEN, name: source }),
  ),
);
process.stdout.write(`${JSON.stringify(servers.map(({ url }) => url))}\n`);
process.once("SIGTERM", () => process.exit(0));
