import { describe, expect, test } from "vitest";
import type { IntegrationId } from "@/lib/core/ids";
import { previewUpload } from "@/lib/use-cases/integrations/preview-upload";
import { uploadFile } from "@/lib/use-cases/integrations/upload-file";
import { givenPolicy, seeUsers, type SeenUser } from "../../support/engine";
import { givenOrganization, type GivenOrganization } from "../../support/given";
import { givenIntegration, refusalOf } from "../../support/given-integrations";
import { type EndedRun, runSync, workOn } from "../../support/run-sync";
import { seeAccounts, seeQuarantined } from "./given-source";

interface CsvSource extends GivenOrganization {
  readonly id: IntegrationId;
  import(file: Uint8Array | string, mode?: "snapshot" | "additions"): Promise<EndedRun>;
  users(): Promise<SeenUser[]>;
}

/** An Organization whose one User Source is a file. */
async function givenCsvSource(): Promise<CsvSource> {
  const organization = await givenOrganization();
  const { organizationId, admin } = organization;
  const id = await givenIntegration(admin, { connector: "csv", name: "Contractors" });
  await givenPolicy(organizationId, [id]);
  await runSync(organizationId, { integrationIds: [] });
  const importFile: CsvSource["import"] = async (file, mode = "snapshot") => {
    const { id: syncRunId } = await uploadFile(admin, { id, file: asFile(file), mode });
    return workOn(organizationId, syncRunId);
  };
  return { ...organization, id, import: importFile, users: () => seeUsers(organizationId) };
}

const asFile = (content: Uint8Array | string): File => new File([typeof content === "string" ? content : new Uint8Array(content)], "people.csv", { type: "text/csv" });
const namesIn = async (source: CsvSource): Promise<(string | null)[][]> => (await source.users()).map(({ email, name, status }) => [email, name, status]);

const HEADER = "Contractor ID,First name,Last name,E-mail,Status";

describe("a CSV file as a person's office saves it", () => {
  test("with a byte order mark, quotes and CRLF gives everybody their right name", async () => {
    const source = await givenCsvSource();
    const rows = ['C-1,"Robert ""Bobby""",Castellanos,bobby@x.test,ACTIVE', 'C-2,Jörg,"Brandstätter, Dr.",joerg@x.test,SUSPENDED', 'C-3,"Zoë\r\nAnn",Vlčková,zoe@x.test,ACTIVE'];
    expect(await source.import(`\ufeff${[HEADER, ...rows, ""].join("\r\n")}`)).toMatchObject({ state: "succeeded", counts: { usersCreated: 3, quarantined: 0 }, progress: { sources: [{ isComplete: true }] } });
    expect(await namesIn(source)).toEqual([
      ["bobby@x.test", 'Robert "Bobby" Castellanos', "ACTIVE"],
      ["joerg@x.test", "Jörg Brandstätter, Dr.", "SUSPENDED"],
      ["zoe@x.test", "Zoë Ann Vlčková", "ACTIVE"],
    ]);
  });

  test.each([
    { encoding: "windows-1252", bytes: Buffer.from(`${HEADER}\nC-1,Jörg,Müller,j@x.test,ACTIVE\n`, "latin1") },
    { encoding: "utf-16le", bytes: Buffer.from(`\ufeff${HEADER}\nC-1,Jörg,Müller,j@x.test,ACTIVE\n`, "utf16le") },
  ])("in $encoding is told and converted, so that no name breaks", async ({ encoding, bytes }) => {
    const source = await givenCsvSource();
    expect(await previewUpload(source.admin, { id: source.id, file: asFile(bytes) })).toMatchObject({ encoding, people: 1 });
    await source.import(bytes);
    expect(await namesIn(source)).toEqual([["j@x.test", "Jörg Müller", "ACTIVE"]]);
  });

  test.each([
    { encoding: "Excel's own format", bytes: Buffer.from("PK\u0003\u0004rest"), words: "an Excel workbook" },
    { encoding: "nothing", bytes: Buffer.from(""), words: "The file is empty" },
    { encoding: "a header alone", bytes: Buffer.from(`${HEADER}\n`), words: "names columns and nobody" },
    { encoding: "an open quotation mark", bytes: Buffer.from(`${HEADER}\nC-1,"Jane,Doe,j@x.test,ACTIVE\n`), words: "A quotation mark" },
  ])("in $encoding is refused in words before anything is kept, and what was imported before stays", async ({ bytes, words }) => {
    const source = await givenCsvSource();
    await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,ACTIVE\n`);
    const refusal = await refusalOf(uploadFile(source.admin, { id: source.id, file: asFile(bytes), mode: "snapshot" }));
    expect(refusal).toMatchObject({ code: "invalid_input", message: expect.stringContaining(words) as unknown });
    expect(await runSync(source.organizationId, { integrationIds: [source.id] })).toMatchObject({ state: "succeeded", counts: { accessLost: 0 } });
    expect(await namesIn(source)).toEqual([["jane@x.test", "Jane Doe", "ACTIVE"]]);
  });
});

describe("columns that are missing", () => {
  test("altogether are asked for", async () => {
    const source = await givenCsvSource();
    const refusal = await refusalOf(uploadFile(source.admin, { id: source.id, file: asFile("Company,City\nNorthlight,Berlin\n") }));
    expect(refusal).toMatchObject({ code: "invalid_input", message: "Map a column to the e-mail address, or two columns to the first and the last name." });
  });

  test("since the last file are named, so that a list without its status column makes nobody ACTIVE again", async () => {
    const source = await givenCsvSource();
    await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,SUSPENDED\n`);
    const refusal = await refusalOf(uploadFile(source.admin, { id: source.id, file: asFile("Contractor ID,First name,Last name,E-mail\nC-1,Jane,Doe,jane@x.test\n") }));
    expect(refusal).toMatchObject({ code: "invalid_input", message: 'The file has no column "Status". Add it, or map the columns again.' });
    expect(await namesIn(source)).toEqual([["jane@x.test", "Jane Doe", "SUSPENDED"]]);
  });

  test("in one row keep that row aside with its line, and count its person as nobody else's doing", async () => {
    const source = await givenCsvSource();
    await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,ACTIVE\nC-2,Ann,Lee,ann@x.test,ACTIVE\n`);
    const run = await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,ACTIVE\nC-2,Ann\n`);
    expect(run).toMatchObject({ state: "succeeded", counts: { quarantined: 1, accessLost: 0, missing: 0 }, progress: { sources: [{ isComplete: false }] } });
    expect(await seeQuarantined(source.organizationId)).toEqual(["Line 3: The row has 2 columns, the header has 5. Put values that contain the separator in quotation marks."]);
    expect(await namesIn(source)).toEqual([["ann@x.test", "Ann Lee", "ACTIVE"], ["jane@x.test", "Jane Doe", "ACTIVE"]]);
  });
});

describe("a person on two lines", () => {
  test("is one User with the first line's values, and both lines are named", async () => {
    const source = await givenCsvSource();
    const run = await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,ACTIVE\nC-2,Ann,Lee,ann@x.test,ACTIVE\nC-1,Janet,Doe,JANE@x.test ,SUSPENDED\n`);
    expect(run).toMatchObject({ state: "succeeded", counts: { usersCreated: 2, quarantined: 1 } });
    expect(await seeQuarantined(source.organizationId)).toEqual(["Line 4: This person stands on line 2 already. Keep one of lines 2 and 4."]);
    expect(await namesIn(source)).toEqual([["ann@x.test", "Ann Lee", "ACTIVE"], ["jane@x.test", "Jane Doe", "ACTIVE"]]);
  });

  test("leaves the file a full list: who is gone from it goes at once", async () => {
    const source = await givenCsvSource();
    await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,ACTIVE\nC-2,Ann,Lee,ann@x.test,ACTIVE\n`);
    const run = await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,ACTIVE\nC-1,Jane,Doe,jane@x.test,ACTIVE\n`);
    expect(run).toMatchObject({ state: "succeeded", counts: { missing: 1, accessLost: 1 }, progress: { sources: [{ isComplete: true }] } });
    expect(await namesIn(source)).toEqual([["ann@x.test", "Ann Lee", "INACTIVE"], ["jane@x.test", "Jane Doe", "ACTIVE"]]);
  });
});

describe("a file of additions", () => {
  test("removes nobody, however little it lists", async () => {
    const source = await givenCsvSource();
    await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,ACTIVE\nC-2,Ann,Lee,ann@x.test,ACTIVE\n`);
    for (const _ of ["once", "and again"]) {
      expect(await source.import(`${HEADER}\nC-3,Bo,Ek,bo@x.test,ACTIVE\n`, "additions")).toMatchObject({ state: "succeeded", counts: { missing: 0 }, progress: { sources: [{ incompleteBecause: "The file lists additions only." }] } });
    }
    expect((await namesIn(source)).map(([email, , status]) => [email, status])).toEqual([["ann@x.test", "ACTIVE"], ["bo@x.test", "ACTIVE"], ["jane@x.test", "ACTIVE"]]);
  });
});

describe("cells that try the limits", () => {
  test("of 5,000 characters, from right to left and with NUL are stored and shown", async () => {
    const source = await givenCsvSource();
    const run = await source.import(`${HEADER}\nC-1,${"é".repeat(5_000)},Long,a-long@x.test,ACTIVE\nC-2,ليلى,\u202eالمنصوري,b-rtl@x.test,ACTIVE\nC-3,Ma\u0000ya,Okafor, C-Nul@X.test ,ACTIVE\n`);
    expect(run).toMatchObject({ state: "succeeded", counts: { usersCreated: 3, quarantined: 0 } });
    expect((await namesIn(source)).map(([email, name]) => [email, name])).toEqual([
      ["a-long@x.test", `${"é".repeat(1_000)} Long`],
      ["b-rtl@x.test", "ليلى المنصوري"],
      ["c-nul@x.test", "Maya Okafor"],
    ]);
  });

  test("with a status nobody knows leave the person as before, and a new one STAGED", async () => {
    const source = await givenCsvSource();
    await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,SUSPENDED\n`);
    expect(await source.import(`${HEADER}\nC-1,Jane,Doe,jane@x.test,on leave?\nC-2,Ann,Lee,ann@x.test,on leave?\n`)).toMatchObject({ state: "succeeded", counts: { statusChanged: 0 } });
    expect((await seeAccounts(source.organizationId)).map(({ status, rawStatus }) => [status, rawStatus])).toEqual([["UNKNOWN", "on leave?"], ["UNKNOWN", "on leave?"]]);
    expect((await namesIn(source)).map(([email, , status]) => [email, status])).toEqual([["ann@x.test", "STAGED"], ["jane@x.test", "SUSPENDED"]]);
  });
});
