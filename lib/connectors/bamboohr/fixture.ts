import { BAMBOOHR_STATUSES, startFakeBambooHr } from "@/demo/fake-bamboohr";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import { bamboohr } from "@/lib/connectors/bamboohr";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";

const TOKEN = "s3cr3t/T0ken+with=signs";

/** Stands on the demo's BambooHR, which answers to BambooHR's own description of its API. */
export const startFixture: StartFixture = async (count = 1_200) => {
  // Ids are small numbers, as BambooHR gives them.
  const provider = await startFakeBambooHr({ port: 0, people: peopleInEveryStatus(count, BAMBOOHR_STATUSES, (index) => String(index + 1)), token: TOKEN });
  return {
    connector: register(bamboohr),
    config: { baseUrl: provider.url },
    secrets: { apiKey: TOKEN },
    ids: provider.people().map(({ id }) => id),
    abilities: ["changes"],
    // BambooHR's description knows OAuth only, where its documentation takes an API key as well; and it types as a list what
    // its own words and example write with commas.
    described: { headers: { authorization: `Bearer ${TOKEN}` }, lists: ["fields"] },
    provider,
  };
};
