// The fake systems of the benchmark, in a process of their own: BENCH_ACCOUNTS people in each of three SCIM servers, the
// same people; as many in an Okta; and a small SCIM server for the neighbour. A message changes people.
import { startFakeOkta } from "../demo/fake-okta";
import { startFakeScim } from "../demo/fake-scim";
import type { LazyPeople } from "../demo/roster";
import { syntheticPeople } from "../demo/synthetic-people";
import { CHANGED_PEOPLE, SMALL_PEOPLE, SOURCE_NAMES, SOURCE_TOKEN } from "./settings";

export interface SourceUrls {
  readonly scim: readonly string[];
  readonly okta: string;
  readonly small: string;
}

const count = Number(process.env["BENCH_ACCOUNTS"]);
let revision = 0;

/** Every hundredth person has another title in each revision. */
function revised({ at }: LazyPeople): LazyPeople {
  return {
    count,
    at: (index) => {
      const person = at(index);
      return revision > 0 && index % 100 === 0 ? { ...person, title: `${person.title ?? ""} ${String(revision)}` } : person;
    },
  };
}

const scim = await Promise.all(
  SOURCE_NAMES.map((source, edition) =>
    // Another edition is the same people with other titles, so that a new order of the sources changes Users.
    startFakeScim({ port: 0, people: revised(syntheticPeople(count, "bench", { source, edition: edition * 2 })), token: SOURCE_TOKEN, name: source }),
  ),
);
const inOkta = syntheticPeople(count, "okta", { source: "okta" });
const okta = await startFakeOkta({
  port: 0,
  token: SOURCE_TOKEN,
  requestsPerMinute: 1_000_000,
  people: { count, at: (index) => ({ ...inOkta.at(index), id: `00u${String(index).padStart(9, "0")}`, status: "ACTIVE", lastUpdated: "2024-06-01T08:00:00.000Z" }) },
});
const small = await startFakeScim({ port: 0, people: syntheticPeople(SMALL_PEOPLE, "small"), token: SOURCE_TOKEN, name: "small" });

process.on("message", (wanted) => {
  if (wanted === "one-percent") {
    revision += 1;
    // A rename makes the server forget what it had written down.
    for (const server of scim) server.rename("p000001", {});
  } else {
    for (let index = 1; index <= Math.min(CHANGED_PEOPLE, count); index += 1) okta.rename(`p${String(index).padStart(6, "0")}`, { givenName: "Renamed" });
  }
  process.send?.("done");
});
const urls: SourceUrls = { scim: scim.map(({ url }) => url), okta: okta.url, small: small.url };
process.stdout.write(`${JSON.stringify(urls)}\n`);
process.once("SIGTERM", () => process.exit(0));
