import { describe, expect, test } from "vitest";
import { parseCsv } from "@/lib/connectors/csv/parse-csv";
import { type CsvAccounts, rowsToAccounts } from "@/lib/connectors/csv/rows-to-accounts";
import { suggestMapping } from "@/lib/connectors/csv/suggest-mapping";

function read(text: string): CsvAccounts {
  const parsed = parseCsv(text);
  if (parsed.problem !== undefined) throw new Error(parsed.problem);
  return rowsToAccounts(parsed, suggestMapping(parsed.headers));
}
const idsIn = ({ outcomes }: CsvAccounts): (string | undefined)[] => outcomes.flatMap(({ account }) => account?.externalId ?? []);

describe("rows of a file", () => {
  test("become accounts with their own id, words and raw cells", () => {
    const { outcomes, errors, warnings } = read("ID,First name,Last name,E-mail,Status,Shoe size\nC-1,Maya,Okafor, Maya@ACME.test ,Suspended,38\n");
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

  test("name the line of the file in every complaint, also after a value of several lines", () => {
    const { errors } = read('ID,E-mail,Note\n1,a@x.test,"two\r\nlines"\n\n2,nonsense,\n,c@x.test,\n4,,\n5,e@x.test\n');
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
  ])("that hold one person twice by $same keep the first and name both lines", ({ rows }) => {
    const accounts = read(`ID,E-mail,Employee number\n${rows}\n9,c@x.test,N3\n`);
    expect(idsIn(accounts)).toEqual(["7", "9"]);
    expect(accounts.errors).toEqual([{ line: 3, message: "This person stands on line 2 already. Keep one of lines 2 and 3." }]);
    expect(accounts.outcomes[1]?.quarantined?.reason).toBe("Line 3: This person stands on line 2 already. Keep one of lines 2 and 3.");
  });

  test("that are kept aside keep their id where it is known, so that they count as present", () => {
    const { outcomes } = read("ID,E-mail\n1,nonsense\n");
    expect(outcomes[0]?.quarantined).toMatchObject({ externalId: "1", raw: { ID: "1", "E-mail": "nonsense" } });
  });

  test("without an id column go by employee number, then e-mail, then name", () => {
    expect(idsIn(read("Employee number,E-mail\nN1,a@x.test\n,B@x.test\n"))).toEqual(["N1", "b@x.test"]);
    expect(idsIn(read("First name,Last name\nJosé,Díaz\n"))).toEqual(["name:josé díaz"]);
  });

  test("in a file without a status column are people who work here", () => {
    expect(read("E-mail\na@x.test\n").outcomes[0]?.account).toMatchObject({ status: "ACTIVE", rawStatus: "(no status column)" });
  });

  test.each(["", "Sabbatical", "(no status column)x"])("with a status nobody knows (%j) are UNKNOWN and reported, never ACTIVE", (word) => {
    const { outcomes, warnings } = read(`E-mail,Status\na@x.test,${word}\n`);
    expect(outcomes[0]?.account?.status).toBe("UNKNOWN");
    expect(warnings[0]).toMatchObject({ line: 2, message: expect.stringContaining("is not known") as unknown });
  });

  test("with a date in another form are read without it, and say so", () => {
    const { outcomes, warnings } = read("E-mail,Start date\na@x.test,31.01.2026\n");
    expect(outcomes[0]?.account?.profile).toEqual({ email: "a@x.test" });
    expect(warnings).toEqual([{ line: 2, message: '"31.01.2026" is not a date in the form 2026-01-31 and was left out.' }]);
  });

  test("with names of 5,000 characters, marks and NUL are stored in a form that Postgres takes", () => {
    const { outcomes } = read(`ID,First name,Last name\n1,${"é".repeat(5_000)},\u202eOkafor\u0000\n`);
    expect(outcomes[0]?.account?.profile).toEqual({ givenName: "é".repeat(1_000), familyName: "Okafor" });
    expect(JSON.stringify(outcomes[0]?.account?.raw)).not.toContain("\\u0000");
  });

  test("that look like a formula stay text", () => {
    expect(read('ID,First name,Last name\n1,"=HYPERLINK(""http://x"")",@sum\n').outcomes[0]?.account?.profile.givenName).toBe('=HYPERLINK("http://x")');
  });
});
