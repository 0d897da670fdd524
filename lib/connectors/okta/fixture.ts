import { OKTA_STATUSES, startFakeOkta } from "@/demo/fake-okta";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { okta } from "@/lib/connectors/okta";

const TOKEN = "s3cr3t/T0ken+with=signs";

/** Stands on the demo's Okta, which answers to Okta's own description of its API. */
export const startFixture: StartFixture = async (count = 700) => {
  const people = peopleInEveryStatus(count, OKTA_STATUSES, (index) => `00u${String(index).padStart(6, "0")}`);
  // So many requests in one minute are no sync's.
  const provider = await startFakeOkta({ port: 0, people, token: TOKEN, requestsPerMinute: 1_000_000 });
  return {
    connector: register(okta),
    config: { baseUrl: provider.url },
    secrets: { apiToken: TOKEN },
    ids: provider.people().map(({ id }) => id),
    abilities: ["changes", "look-up"],
    provider,
  };
};
