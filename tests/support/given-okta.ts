import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import { startFakeOkta } from "@/demo/fake-okta";
import type { FakeProvider } from "@/demo/fake-provider";
import { syntheticPeople } from "@/demo/synthetic-people";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { insertIntegration } from "@/lib/db/integrations";
import { storeSecrets } from "@/lib/use-cases/integrations/integration-secrets";

const TOKEN = "a-token-of-this-test";

export interface GivenOkta {
  readonly provider: FakeProvider;
  readonly integrationId: IntegrationId;
  /** What was asked for since the last call of this. */
  newRequests(): string[];
}

/** A connected Okta with so many active people who last changed long ago; it lives until the file has ended. */
export async function givenOkta(organizationId: OrganizationId, people: number): Promise<GivenOkta> {
  const population = syntheticPeople(people, randomUUID());
  const listed = Array.from({ length: people }, (_, index) => ({ ...population.at(index), id: `00u${String(index).padStart(9, "0")}`, status: "ACTIVE", lastUpdated: "2024-06-01T08:00:00.000Z" }));
  const provider = await startFakeOkta({ port: 0, people: listed, token: TOKEN });
  afterAll(() => provider.stop());
  const integrationId = await inOrganization(organizationId, async (scope) => {
    const id = await insertIntegration(scope, { connector: "okta", name: "Okta", config: { baseUrl: provider.url } });
    await storeSecrets(scope, id, { apiToken: TOKEN });
    return id;
  });
  let seen = 0;
  const newRequests = (): string[] => {
    const requests = provider.requests.slice(seen).map((request) => decodeURIComponent(request).replaceAll("+", " "));
    seen = provider.requests.length;
    return requests;
  };
  return { provider, integrationId, newRequests };
}
