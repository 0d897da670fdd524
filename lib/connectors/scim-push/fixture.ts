import type { StartFixture } from "@/lib/connectors/kit/contract-subject";
import { register } from "@/lib/connectors/kit/register";
import { scimPush } from "@/lib/connectors/scim-push";

/** Nothing to start: the fake would be the client, and tests/integration/scim-push sends what Okta and Entra send. */
export const startFixture: StartFixture = () => Promise.resolve({ connector: register(scimPush), config: {}, secrets: {}, ids: [], abilities: [] });
