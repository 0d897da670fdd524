import { describe, expect, test } from "vitest";
import { partOf } from "@/lib/connectors/csv/csv-file";
import { openReading } from "@/lib/connectors/csv/csv-reading";
import type { RowMessage, RowOutcome } from "@/lib/connectors/csv/rows-to-accounts";

interface CsvAccounts {
  readonly outcomes: RowOutcome[];
  readonly errors: RowMessage[];
  readonly warnings: RowMessage[];
}

async function read(text: string): Promise<CsvAccounts> {
  const rows = await (await openReading(partOf(Buffer.from(text)))).next();
  return { outcomes: rows.map(({ outcome }) => outcome), errors: rows.flatMap(({ error }) => error ?? []), warnings: rows.flatMap(({ warnings }) => warnings) };
}
const idsIn = ({ outcomes }: CsvAccounts): (string | undefined)[] => outcomes.flatMap(({ account }) => account?.externalId ?? []);

describe("rows of a file", () => {
  test("become accounts with their own id, words and raw cells", async () => {
    const { outcomes, errors, warnings } = await read("ID,First name,Last name,E-mail,Status,Shoe size\nC-1,Maya,Okafor, Maya@ACME.test ,Suspended,38\n");
    expect([errors, warnings]).toEqual([[], []]);
    expect(outcomes[0]?.account).toEqual({
      externalId: "C-1",
      kind: "UNKNOWN",
      status: "SUSPENDED",
      rawStatus: "Suspended",
      profile: { email: "maya@acme.test", givenName: "Maya", familyName: "Okafor" },
      aliases: [],
      raw: { ID: "C-1", "First name": "Maya", "Last name": "Okafor", "E-mail": " Maya@ACME.test ", Status: "Suspended", "Shoe size": "38" },
    });
  });

  test("name the line of the file in every complaint, also after a value of several lines", async () => {
    const { errors } = await read('ID,E-mail,Note\n1,a@x.test,"two\r\nlines"\n\n2,nonsense,\n,c@x.test,\n4,,\n5,e@x.test\n');
    expect(errors).toEqual([
      { line: 5, message: '"nonsense" is not an e-mail address. Correct it.' },
      { line: 6, message: "The id is missing. Fill it in, or map the columns without an id." },
      { line: 7, message: "The e-mail address is missing, and so is the first or the last name. One of the two is needed." },
      { line: 8, message: "The row has 2 columns, the header has 3. Put values that contain the separator in quotation marks." },
    ]);
  });

  test.each([
    { same: "id", rows: "7,a@x.test,N1\n7,b@x.test,N2" },
    { same: "e-mail, in other letters", rows: "7,a@x.test,N1\n8, A@X.test ,N2" },
    { same: "employee number", rows: "7,a@x.test,N1\n8,b@x.test,N1" },
  ])("that hold one person twice by $same keep the first and name both lines", async ({ rows }) => {
    const accounts = await read(`ID,E-mail,Employee number\n${rows}\n9,c@x.test,N3\n`);
    expect(idsIn(accounts)).toEqual(["7", "9"]);
    expect(accounts.errors).toEqual([{ line: 3, message: "This person stands on line 2 already. Keep one of lines 2 and 3." }]);
    expect(accounts.outcomes[1]?.quarantined?.reason).toBe("Line 3: This person stands on line 2 already. Keep one of lines 2 and 3.");
  });

  test("that are kept aside keep their id where it is known, so that they count as present", async () => {
    const { outcomes } = await read("ID,E-mail\n1,nonsense\n");
    expect(outcomes[0]?.quarantined).toMatchObject({ externalId: "1", raw: { ID: "1", "E-mail": "nonsense" } });
  });

  test("without an id column go by employee number, then e-mail, then name", async () => {
    expect(idsIn(await read("Employee number,E-mail\nN1,a@x.test\n,B@x.test\n"))).toEqual(["N1", "b@x.test"]);
    expect(idsIn(await read("First name,Last name\nJosé,Díaz\n"))).toEqual(["name:josé díaz"]);
  });

  test("in a file without a status column are people who work here", async () => {
    expect((await read("E-mail\na@x.test\n")).outcomes[0]?.account).toMatchObject({ status: "ACTIVE", rawStatus: "(no status column)" });
  });

  test.each(["", "Sabbatical", "(no status column)x"])("with a status nobody knows (%j) are UNKNOWN and reported, never ACTIVE", async (word) => {
    const { outcomes, warnings } = await read(`E-mail,Status\na@x.test,${word}\n`);
    expect(outcomes[0]?.account?.status).toBe("UNKNOWN");
    expect(warnings[0]).toMatchObject({ line: 2, message: expect.stringContaining("is not known") as unknown });
  });

  test("with a date in another form are read without it, and say so", async () => {
    const { outcomes, warnings } = await read("E-mail,Start date\na@x.test,31.01.2026\n");
    expect(outcomes[0]?.account?.profile).toEqual({ email: "a@x.test" });
    expect(warnings).toEqual([{ line: 2, message: '"31.01.2026" is not a date in the form 2026-01-31 and was left out.' }]);
  });

  test("with names of 5,000 characters, marks and NUL are stored in a form that Postgres takes", async () => {
    const { outcomes } = await read(`ID,First name,Last name\n1,${"é".repeat(5_000)},\u202eOkafor\u0000\n`);
    expect(outcomes[0]?.account?.profile).toEqual({ givenName: "é".repeat(1_000), familyName: "Okafor" });
    expect(JSON.stringify(outcomes[0]?.account?.raw)).not.toContain("\\u0000");
  });

  test("that look like a formula stay text", async () => {
    expect((await read('ID,First name,Last name\n1,"=HYPERLINK(""http://x"")",@sum\n')).outcomes[0]?.account?.profile.givenName).toBe('=HYPERLINK("http://x")');
  });
});
