import { startFakeScim } from "@/demo/fake-scim";
import { peopleInEveryStatus } from "@/demo/synthetic-people";
import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { scim } from "@/lib/connectors/scim";

const TOKEN = "s3cr3t/T0ken+with=signs";

/** Stands on the demo's SCIM service, written from RFC 7643 and 7644. */
export const startFixture: StartFixture = async (count = 700) => {
  const provider = await startFakeScim({ port: 0, people: peopleInEveryStatus(count, ["true", "false"], (index) => `u-${String(index)}`), token: TOKEN });
  return {
    connector: register(scim),
    config: { baseUrl: provider.url },
    secrets: { token: TOKEN },
    ids: provider.people().map(({ id }) => id),
    abilities: ["changes", "look-up"],
    endsOnEmptyPage: true,
    provider,
  };
};
