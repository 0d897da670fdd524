/** Organizations with sources that misbehave, and what a reader of their history may expect of them. */
import { startFakeOkta } from "@/demo/fake-okta";
import type { FakeProvider } from "@/demo/fake-provider";
import { startFakeScim } from "@/demo/fake-scim";
import { type LazyPeople } from "@/demo/roster";
import { syntheticPeople } from "@/demo/synthetic-people";
import type { PersonActor } from "@/lib/core/access/actor";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { insertIntegration } from "@/lib/db/integrations";
import { storeSecrets } from "@/lib/use-cases/integrations/integration-secrets";
import { givenOrganization } from "../../support/given";
import { givenUserSources } from "../../support/given-integrations";

const TOKEN = "a-token-of-this-test";

export interface Source {
  readonly integrationId: IntegrationId;
  readonly provider: FakeProvider;
  readonly people: number;
  /** Its word decides the status of its people. */
  readonly isFirst: boolean;
  readonly away: string;
  readonly back: string;
}

export interface Tenant {
  readonly organizationId: OrganizationId;
  readonly admin: PersonActor;
  /** The first listed source first; all know the same people. */
  readonly sources: readonly Source[];
  /** E-mail → whether the source says so now. Nobody else may ever lose access. */
  readonly away: Map<string, boolean>;
}

type Kind = "scim" | "okta";
const WORDS = { scim: { away: "false", back: "true" }, okta: { away: "SUSPENDED", back: "ACTIVE" } } as const;

/** One Organization with a source for each number of people; the larger ones know everybody whom the smaller ones know. */
export async function givenTenant(name: string, kind: Kind, counts: readonly number[]): Promise<Tenant> {
  const { organizationId, admin } = await givenOrganization({ name });
  const sources: Source[] = [];
  for (const [place, people] of counts.entries()) {
    const provider = await start(kind, syntheticPeople(people, name, { source: `${kind}${String(place)}`, domain: `${name}.test` }));
    const integrationId = await inOrganization(organizationId, async (scope) => {
      const id = await insertIntegration(scope, { connector: kind, name: `${name} ${String(place)}`, config: { baseUrl: provider.url } });
      await storeSecrets(scope, id, { [kind === "scim" ? "token" : "apiToken"]: TOKEN });
      return id;
    });
    sources.push({ integrationId, provider, people, isFirst: place === 0, ...WORDS[kind] });
  }
  await givenUserSources(admin, sources.map((source) => source.integrationId));
  return { organizationId, admin, sources, away: new Map() };
}

function start(kind: Kind, people: LazyPeople): Promise<FakeProvider> {
  if (kind === "scim") return startFakeScim({ port: 0, people, token: TOKEN });
  const listed = Array.from({ length: people.count }, (_, index) => ({ ...people.at(index), id: `00u${String(index).padStart(9, "0")}`, status: "ACTIVE" }));
  return startFakeOkta({ port: 0, people: listed, token: TOKEN });
}
