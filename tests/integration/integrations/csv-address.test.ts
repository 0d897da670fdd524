import { afterEach, describe, expect, it } from "vitest";
import { type FileServer, startFileServer } from "@/demo/file-server";
import { SyncRunId } from "@/lib/core/ids";
import { createIntegration } from "@/lib/use-cases/integrations/create-integration";
import { getIntegration } from "@/lib/use-cases/integrations/get-integration";
import { syncIntegration } from "@/lib/use-cases/integrations/sync-integration";
import { testIntegration } from "@/lib/use-cases/integrations/test-integration";
import { updateIntegration } from "@/lib/use-cases/integrations/update-integration";
import { uploadFile } from "@/lib/use-cases/integrations/upload-file";
import { givenOrganization } from "../../support/given";
import { refusalOf } from "../../support/given-integrations";
import { workOn } from "../../support/run-sync";

const servers: FileServer[] = [];
afterEach(async () => Promise.all(servers.splice(0).map((server) => server.stop())));

const rowsOf = (count: number, columns = "ID,E-mail,First name,Department"): string =>
  [columns, ...Array.from({ length: count }, (_, index) => [`C-${String(index)}`, `p${String(index)}@x.test`, "Ann", "Design"].slice(0, columns.split(",").length).join(","))].join("\n");

async function givenFile(text: string) {
  const server = await startFileServer();
  servers.push(server);
  const put = (content: string): void => void server.files.set("/people.csv", Buffer.from(content));
  put(text);
  const { admin, organizationId } = await givenOrganization();
  const config = { source: "https", url: `${server.origin}/people.csv`, mode: "snapshot" };
  return { admin, organizationId, put, config };
}

describe("a file at an address", () => {
  it("is checked, connected and read at once, put on the schedule, and takes no upload", async () => {
    const { admin, organizationId, config } = await givenFile(rowsOf(30));
    expect(await testIntegration(admin, { connector: "csv", config })).toMatchObject({ total: 30, byStatus: { ACTIVE: 30 }, warnings: [], credentialsExpireAt: null });
    const { id, reads, activeSyncRunId } = await createIntegration(admin, { connector: "csv", name: "Contractors", config });
    expect(reads).toBe("http");
    expect(await workOn(organizationId, SyncRunId.parse(activeSyncRunId))).toMatchObject({ state: "succeeded", counts: { accountsRead: 30 } });
    const read = await getIntegration(admin, { id });
    expect(read).toMatchObject({ accounts: 30, lastCount: 30, countBefore: null, health: { level: "green" }, file: null });
    expect(read.lastCompleteAt).toBeInstanceOf(Date);
    expect(read.nextSyncAt).toBeInstanceOf(Date);
    expect(await refusalOf(uploadFile(admin, { id, file: rowsOf(1) }))).toMatchObject({ code: "conflict" });
  });

  it("that loses a column or many of its rows is told on the card, until its settings are proven again", async () => {
    const { admin, organizationId, config, put } = await givenFile(rowsOf(40));
    const { id, activeSyncRunId } = await createIntegration(admin, { connector: "csv", name: "Contractors", config });
    await workOn(organizationId, SyncRunId.parse(activeSyncRunId));
    put(rowsOf(40, "ID,E-mail,First name"));
    await workOn(organizationId, (await syncIntegration(admin, { id })).id);
    expect(await getIntegration(admin, { id })).toMatchObject({ fieldDrift: { gone: ["Department"], added: [] }, health: { level: "amber", message: expect.stringContaining("no longer have Department") as unknown } });
    await updateIntegration(admin, { id, config });
    expect(await getIntegration(admin, { id })).toMatchObject({ fieldDrift: null, health: { level: "green" } });
    put(rowsOf(30, "ID,E-mail,First name"));
    await workOn(organizationId, (await syncIntegration(admin, { id })).id);
    expect(await getIntegration(admin, { id })).toMatchObject({ lastCount: 30, countBefore: 40, health: { level: "amber" } });
  });

  it("that is asked for without what its source needs is refused field by field", async () => {
    const { admin } = await givenFile(rowsOf(1));
    const refusal = await refusalOf(createIntegration(admin, { connector: "csv", name: "Bucket", config: { source: "s3", bucket: "people" } }));
    expect(Object.keys(refusal.fields).sort()).toEqual(["config.key", "config.region"]);
  });
});
