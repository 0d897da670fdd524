import { describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/core/access/actor";
import type { IntegrationId, OrganizationId } from "@/lib/core/ids";
import { inOrganization } from "@/lib/db/in-organization";
import { disconnectIntegration } from "@/lib/use-cases/integrations/disconnect-integration";
import { getIntegration } from "@/lib/use-cases/integrations/get-integration";
import { previewUpload } from "@/lib/use-cases/integrations/preview-upload";
import { reconnectIntegration } from "@/lib/use-cases/integrations/reconnect-integration";
import { syncIntegration } from "@/lib/use-cases/integrations/sync-integration";
import { uploadFile } from "@/lib/use-cases/integrations/upload-file";
import { givenOrganization } from "../../support/given";
import { givenIntegration, refusalOf } from "../../support/given-integrations";
import { workOn } from "../../support/run-sync";

async function givenCsv(): Promise<{ admin: PersonActor; organizationId: OrganizationId; id: IntegrationId }> {
  const { admin, organizationId } = await givenOrganization();
  return { admin, organizationId, id: await givenIntegration(admin, { connector: "csv", name: "Contractors" }) };
}

const csvOf = (...names: string[]): string =>
  ["Contractor ID,E-mail,First name,Last name", ...names.map((name, index) => `C-${String(index + 1)},${name}@acme.test,${name},Doe`)].join("\n");
const asFile = (text: string): File => new File([text], "people.csv", { type: "text/csv" });

describe("previewing a file", () => {
  it("shows columns, rows, people, what is wrong by line, and keeps nothing", async () => {
    const { admin, id } = await givenCsv();
    const text = `${csvOf("ann", "bob")}\nC-3,not-an-address,Cid,\nC-4,ann@acme.test,Ann,Doe\nC-5`;
    const preview = await previewUpload(admin, { id, file: asFile(text) });
    expect(preview).toMatchObject({
      encoding: "utf-8",
      headers: ["Contractor ID", "E-mail", "First name", "Last name"],
      mapping: { "Contractor ID": "externalId", "E-mail": "email", "First name": "givenName", "Last name": "familyName" },
      rows: 5,
      people: 2,
      missing: { count: 0, sample: [] },
    });
    expect(preview.sample[0]).toEqual({ "Contractor ID": "C-1", "E-mail": "ann@acme.test", "First name": "ann", "Last name": "Doe" });
    expect(preview.errors.map(({ line }) => line)).toEqual([4, 5, 6]);
    expect((await getIntegration(admin, { id })).file).toBeNull();
  });

  it("names who is present now and would be missing from a full list", async () => {
    const { admin, organizationId, id } = await givenCsv();
    await workOn(organizationId, (await uploadFile(admin, { id, file: csvOf("ann", "bob", "cid"), mode: "snapshot" })).id);
    const { missing } = await previewUpload(admin, { id, file: csvOf("ann") });
    expect(missing).toEqual({ count: 2, sample: ["bob Doe", "cid Doe"] });
  });

  it("takes a mapping as JSON text, and shows one that cannot be used as an error of line 1", async () => {
    const { admin, id } = await givenCsv();
    const mapped = await previewUpload(admin, { id, file: "a,b\nann@acme.test,x", mapping: '{"a":"email","b":""}' });
    expect(mapped).toMatchObject({ mapping: { a: "email" }, people: 1, errors: [] });
    const unusable = await previewUpload(admin, { id, file: "a,b\nann@acme.test,x" });
    expect(unusable).toMatchObject({ mapping: {}, people: 0, rows: 1, errors: [{ line: 1 }] });
    const unreadable = await refusalOf(previewUpload(admin, { id, file: "a,b\n1,2", mapping: "{" }));
    expect([unreadable.code, Object.keys(unreadable.fields)]).toEqual(["invalid_input", ["mapping"]]);
  });
});

describe("finishing an import", () => {
  it("keeps the file, syncs it, and understands the next file's columns in the same way", async () => {
    const { admin, organizationId, id } = await givenCsv();
    const run = await uploadFile(admin, { id, file: asFile("who,x\nann@acme.test,Ann\nbob@acme.test,Bob"), mapping: { who: "email", x: "displayName" } });
    expect(run).toMatchObject({ trigger: "upload", mode: "complete", state: "queued" });
    expect(await workOn(organizationId, run.id)).toMatchObject({ state: "succeeded", counts: { accountsRead: 2 } });
    expect(await getIntegration(admin, { id })).toMatchObject({ accounts: 2, file: { name: "people.csv", mode: "additions" }, health: { level: "green" } });
    expect(await previewUpload(admin, { id, file: "who,x\ncid@acme.test,Cid" })).toMatchObject({ mapping: { who: "email", x: "displayName" }, people: 1 });
  });

  it("makes people missing only where the file was declared a full list", async () => {
    const { admin, organizationId, id } = await givenCsv();
    await workOn(organizationId, (await uploadFile(admin, { id, file: csvOf("ann", "bob"), mode: "snapshot" })).id);
    await workOn(organizationId, (await uploadFile(admin, { id, file: csvOf("ann") })).id);
    expect(await getIntegration(admin, { id })).toMatchObject({ accounts: 2 });
    await workOn(organizationId, (await uploadFile(admin, { id, file: csvOf("ann"), mode: "snapshot" })).id);
    expect(await getIntegration(admin, { id })).toMatchObject({ accounts: 1 });
  });

  it.each([
    ["columns and nobody", csvOf(), "file"],
    ["nobody who can be understood", "E-mail,First name\nnope,Ann", "file"],
    ["no column with an address or a name", "a,b\n1,2", "mapping"],
    ["an Excel workbook", "PK\u0003\u0004", "file"],
  ])("refuses a file with %s, since taken for a full list it would remove everybody", async (_, text, field) => {
    const { admin, id } = await givenCsv();
    const refusal = await refusalOf(uploadFile(admin, { id, file: text, mode: "snapshot" }));
    expect(refusal.code).toBe("invalid_input");
    expect(Object.keys(refusal.fields)).toEqual([field]);
    expect((await getIntegration(admin, { id })).file).toBeNull();
  });

  it("refuses more than 10 MB", async () => {
    const { admin, id } = await givenCsv();
    expect(await refusalOf(uploadFile(admin, { id, file: "x".repeat(10 * 1024 * 1024 + 1) }))).toMatchObject({ code: "payload_too_large" });
  });

  it("keeps a file with NUL characters without them", async () => {
    const { admin, organizationId, id } = await givenCsv();
    const run = await uploadFile(admin, { id, file: csvOf("an\0n", "bob"), fileName: "a\0b.csv" });
    expect(await workOn(organizationId, run.id)).toMatchObject({ state: "succeeded", counts: { accountsRead: 2 } });
  });

  it("refuses a second file while a sync reads the first, and keeps one file only", async () => {
    const { admin, organizationId, id } = await givenCsv();
    const uploads = await Promise.allSettled([1, 2, 3].map((place) => uploadFile(admin, { id, file: csvOf("ann"), fileName: `${String(place)}.csv` })));
    expect(uploads.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const upload of uploads) if (upload.status === "rejected") expect(upload.reason).toMatchObject({ code: "conflict" });
    expect(await inOrganization(organizationId, ({ db }) => db.integrationFile.count({ where: { organizationId } }))).toBe(1);
  });

  it("asks for a file before a sync, and for a reconnection before a file", async () => {
    const { admin, id } = await givenCsv();
    expect(await getIntegration(admin, { id })).toMatchObject({ health: { level: "amber", action: "Upload a file" }, activeSyncRunId: null });
    expect(await refusalOf(syncIntegration(admin, { id }))).toMatchObject({ code: "conflict" });
    await disconnectIntegration(admin, { id });
    expect(await refusalOf(uploadFile(admin, { id, file: csvOf("ann") }))).toMatchObject({ code: "conflict" });
    expect(await reconnectIntegration(admin, { id })).toMatchObject({ state: "connected", activeSyncRunId: null });
  });
});
