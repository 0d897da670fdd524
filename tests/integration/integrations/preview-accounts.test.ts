import { afterEach, describe, expect, it } from "vitest";
import type { FakeProvider } from "../../../demo/fake-provider";
import { PATHS, startFakeApi } from "@/lib/connectors/http-json/fixture";
import { createIntegration } from "@/lib/use-cases/integrations/create-integration";
import { listIntegrations } from "@/lib/use-cases/integrations/list-integrations";
import { previewAccounts } from "@/lib/use-cases/integrations/preview-accounts";
import { syntheticPeople } from "../../../demo/synthetic-people";
import { givenOrganization, givenUser } from "../../support/given";
import { refusalOf } from "../../support/given-integrations";

const TOKEN = "s3cr3t/T0ken+with=signs";

describe("the preview of a source's first page", () => {
  let provider: FakeProvider | undefined;
  afterEach(async () => provider?.stop());
  const start = async () => {
    const population = syntheticPeople(120, "preview");
    const people = Array.from({ length: 120 }, (_, index) => ({ ...population.at(index), id: String(index + 1), status: "active" }));
    provider = await startFakeApi({ people, style: "page" });
    const config = { ...PATHS, url: `${provider.url}/v1/people?expand=all`, paging: "page" };
    return { provider, given: { connector: "http-json", config, secrets: { token: TOKEN } } };
  };

  it("shows the first records as they came and as they would be read, and keeps nothing", async () => {
    const { given } = await start();
    const { admin } = await givenOrganization();
    const preview = await previewAccounts(admin, given);
    expect(preview).toMatchObject({ read: 100, keptAside: 0, total: 120, hasMore: true, incompleteBecause: null });
    expect(preview.records).toHaveLength(5);
    expect(preview.records[0]).toMatchObject({ account: { externalId: "1", status: "ACTIVE", profile: { email: "p000001@synthetic.test" } }, problem: null });
    expect(JSON.parse(preview.records[0]?.raw ?? "")).toMatchObject({ id: 1, state: "active" });
    expect(JSON.stringify(preview)).not.toContain(TOKEN);
    expect((await listIntegrations(admin, {})).items).toEqual([]);
  });

  it("shows first what could not be read, and why", async () => {
    const { given, provider: started } = await start();
    started.failWith({ kind: "recordWithoutId" });
    const { admin } = await givenOrganization();
    const { records, keptAside } = await previewAccounts(admin, given);
    expect(keptAside).toBe(1);
    expect(records[0]).toMatchObject({ account: null, problem: expect.stringContaining("without a usable id") as unknown });
  });

  it("uses what is sealed for what is not given, for its own Organization alone", async () => {
    const { given } = await start();
    const { admin } = await givenOrganization();
    const { id } = await createIntegration(admin, { name: "Ours", ...given });
    const again = { connector: "http-json", integrationId: id };
    expect(await previewAccounts(admin, again)).toMatchObject({ read: 100 });
    const { admin: stranger } = await givenOrganization();
    expect((await refusalOf(previewAccounts(stranger, again))).code).toBe("not_found");
  });

  it("says what the provider refuses, and is for Admins alone", async () => {
    const { given, provider: started } = await start();
    const { admin, organizationId } = await givenOrganization();
    expect((await refusalOf(previewAccounts(admin, { ...given, secrets: { token: "wrong-token" } }))).code).toBe("provider_rejected");
    expect((await refusalOf(previewAccounts(admin, { connector: "csv" }))).code).toBe("conflict");
    const asked = started.requests.length;
    const { userId } = await givenUser(organizationId);
    expect((await refusalOf(previewAccounts({ ...admin, userId, role: "USER" }, given))).code).toBe("forbidden");
    expect(started.requests).toHaveLength(asked);
  });
});
