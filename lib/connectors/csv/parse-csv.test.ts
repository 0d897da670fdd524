import { describe, expect, test } from "vitest";
import { CSV_SIZE_MAX_BYTES, decodeCsv, parseCsv, type ParsedCsv } from "@/lib/connectors/csv/parse-csv";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function parse(text: string): ParsedCsv {
  const parsed = parseCsv(text);
  if (parsed.problem !== undefined) throw new Error(parsed.problem);
  return parsed;
}

describe("the bytes of an upload", () => {
  test("in UTF-8 are read, with or without a byte order mark", () => {
    expect(decodeCsv(bytes("Näme\nŁukasz"))).toEqual({ text: "Näme\nŁukasz" });
    expect(decodeCsv(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes("a,b")))).toEqual({ text: "a,b" });
  });

  test.each([
    { encoding: "UTF-16 with a mark", file: Uint8Array.of(0xff, 0xfe, 0x61, 0x00), problem: "written in UTF-16" },
    { encoding: "big-endian UTF-16 with a mark", file: Uint8Array.of(0xfe, 0xff, 0x00, 0x61), problem: "written in UTF-16" },
    { encoding: "UTF-16 without a mark", file: new Uint8Array(Buffer.from("a,b\n", "utf16le")), problem: "written in UTF-16" },
    { encoding: "Windows-1252", file: new Uint8Array(Buffer.from("Name\nJürgen Müller\n", "latin1")), problem: "not written in UTF-8" },
    { encoding: "an Excel workbook", file: Uint8Array.of(0x50, 0x4b, 3, 4), problem: "an Excel workbook" },
  ])("in $encoding are refused with what to do, not stored with broken names", ({ file, problem }) => {
    expect(decodeCsv(file).problem).toContain(problem);
    expect(decodeCsv(file).problem).toContain("Save it as CSV UTF-8");
  });

  test("of 10 MB are read, one more is refused", () => {
    expect(decodeCsv(new Uint8Array(CSV_SIZE_MAX_BYTES).fill(0x61)).problem).toBeUndefined();
    expect(decodeCsv(new Uint8Array(CSV_SIZE_MAX_BYTES + 1).fill(0x61)).problem).toContain("larger than 10 MB");
  });
});

describe("a CSV file", () => {
  test("is split with quotes, separators, doubled quotes and line breaks inside values", () => {
    const { headers, rows } = parse('Name,Note\n"Doe, Jane","said ""hi"""\n"two\nlines",x\nlast,\n');
    expect(headers).toEqual(["Name", "Note"]);
    expect(rows.map(({ cells }) => cells)).toEqual([["Doe, Jane", 'said "hi"'], ["two\nlines", "x"], ["last", ""]]);
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 5]);
  });

  test.each([["\n"], ["\r\n"], ["\r"]])("counts lines the same with line ends %j", (end) => {
    const { rows } = parse(["Name,Note", '"a', 'b",x', "", "c,y", ",", "d,z", ""].join(end));
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([[2, "a\nb"], [5, "c"], [7, "d"]]);
  });

  test.each([
    [";", 'Name;E-mail\n"Doe; Jane";j@x.test\n'],
    ["\t", "Name\tE-mail\nDoe, Jane\tj@x.test\n"],
    [",", '"Name; full",E-mail\nDoe;j@x.test\n'],
  ])("may be separated by %j", (delimiter, text) => {
    expect(parse(text)).toMatchObject({ delimiter, headers: [expect.stringContaining("Name"), "E-mail"] });
  });

  test("with a byte order mark before quotes has its first column whole", () => {
    expect(parse('\ufeff"E-mail",Name\nx@y.test,X\n').headers).toEqual(["E-mail", "Name"]);
  });

  test("with a row of another length fails in that row alone", () => {
    const { rows } = parse("a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n");
    expect(rows.map(({ problem }) => problem !== undefined)).toEqual([false, true, true, false]);
    expect(rows[1]?.problem).toBe("The row has 2 columns, the header has 3. Put values that contain the separator in quotation marks.");
  });

  test.each([
    { file: "nothing", text: "", problem: "The file is empty" },
    { file: "blank lines", text: "\n\r\n  \n", problem: "The file is empty" },
    { file: "a person in the first line", text: "Jane,Doe,jane@x.test\n", problem: "The first line holds a person" },
    { file: "two columns of one name", text: "Name,E-mail,name\n", problem: 'Two columns are named "name"' },
    { file: "201 columns", text: Array.from({ length: 201 }, (_, index) => `c${String(index)}`).join(","), problem: "more than 200 columns" },
    { file: "a quotation mark that is never closed", text: 'Name\n"Jane\nJohn\n', problem: "is not closed or not in its place" },
    { file: "a quotation mark in the middle", text: 'Name\nok\nJane "JJ" Doe\n', problem: "on line 3" },
    { file: "a row without end", text: `Name\n"${"x".repeat(1_100_000)}`, problem: "is too long" },
  ])("of $file is refused as a whole, in words", ({ text, problem }) => {
    expect(parseCsv(text).problem).toContain(problem);
  });

  test("of 10 MB is read within seconds", () => {
    const row = `${"x".repeat(40)},person@acme.test,Some Name\n`;
    const text = `Id,E-mail,Name\n${row.repeat(Math.floor((CSV_SIZE_MAX_BYTES - 15) / row.length))}`;
    expect(parse(text).rows.length).toBeGreaterThan(150_000);
  });
});
