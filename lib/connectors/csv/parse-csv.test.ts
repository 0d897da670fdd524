import { describe, expect, test } from "vitest";
import { type CsvFile, openCsvFile, partOf, type RowsRead } from "@/lib/connectors/csv/csv-file";
import { decodeWhole } from "@/lib/connectors/csv/encoding";
import { type CsvRow, type CsvHead } from "@/lib/connectors/csv/parse-csv";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The whole file in parts of `partBytes`, a few rows at a time. */
async function parse(content: string | Uint8Array, { rowsMax = 2, partBytes = Infinity } = {}): Promise<CsvHead & { rows: CsvRow[] }> {
  const whole = typeof content === "string" ? bytes(content) : content;
  const file: CsvFile = await openCsvFile(
    partBytes === Infinity ? partOf(whole) : (start) => Promise.resolve({ start, bytes: whole.subarray(start, start + partBytes), size: whole.length, version: "" }),
  );
  const rows: CsvRow[] = [];
  for (let read: RowsRead = { rows: [], next: file.first }; read.next !== undefined; rows.push(...read.rows)) read = await file.readRows(read.next, rowsMax);
  return { ...file.head, rows };
}

describe("the bytes of a file", () => {
  const text = "Name,Note\r\nJürgen,“x”\r\n";
  test.each([
    { encoding: "utf-8", file: bytes(text) },
    { encoding: "utf-8", file: Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes(text)) },
    { encoding: "utf-16le", file: new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le")) },
    { encoding: "utf-16le", file: new Uint8Array(Buffer.from(text, "utf16le")) },
    { encoding: "utf-16be", file: new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le").swap16()) },
    { encoding: "windows-1252", file: new Uint8Array(Buffer.from(text.replace("“", "\x93").replace("”", "\x94"), "latin1")) },
  ])("in $encoding are read and named, so that no name breaks", async ({ encoding, file }) => {
    expect(decodeWhole(file)).toEqual({ text, encoding });
    expect((await parse(file)).rows.map(({ cells }) => cells)).toEqual([["Jürgen", "“x”"]]);
  });

  test("in Windows-1252 are recognised also where the first accent comes after many pages", async () => {
    const file = Buffer.from(`Name,Note\n${"Jane,x\n".repeat(400)}Jürgen,x\nZoë,y\n`, "latin1");
    expect((await parse(new Uint8Array(file), { rowsMax: 100 })).rows.slice(-2).map(({ cells }) => cells[0])).toEqual(["Jürgen", "Zoë"]);
  });

  test.each([
    { file: Uint8Array.of(0x50, 0x4b, 3, 4), problem: "an Excel workbook" },
    { file: Uint8Array.of(0x1f, 0x8b, 8, 0), problem: "is compressed" },
    { file: new Uint8Array(Buffer.concat([Buffer.from("Name\nJürgen\n"), Buffer.from("Zoë\n", "latin1")])), problem: "or in two at once" },
  ])("of no text are refused with what to do: $problem", async ({ file, problem }) => {
    await expect(parse(file)).rejects.toThrow(problem);
  });
});

describe("a CSV file", () => {
  test("is split with quotes, separators, doubled quotes and line breaks inside values", async () => {
    const { headers, rows } = await parse('Name,Note\n"Doe, Jane","said ""hi"""\n"two\nlines",x\nlast,\n');
    expect(headers).toEqual(["Name", "Note"]);
    expect(rows.map(({ cells }) => cells)).toEqual([["Doe, Jane", 'said "hi"'], ["two\nlines", "x"], ["last", ""]]);
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 5]);
  });

  test.each([["\n"], ["\r\n"], ["\r"]])("counts lines the same with line ends %j", async (end) => {
    const { rows } = await parse(["Name,Note", '"a', 'b",x', "", "c,y", ",", "d,z", ""].join(end));
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([[2, "a\nb"], [5, "c"], [7, "d"]]);
  });

  test.each([
    [";", 'Name;E-mail\n"Doe; Jane";j@x.test\n'],
    ["\t", "Name\tE-mail\nDoe, Jane\tj@x.test\n"],
    [",", '"Name; full",E-mail\nDoe;j@x.test\n'],
  ])("may be separated by %j", async (delimiter, text) => {
    expect(await parse(text)).toMatchObject({ delimiter, headers: [expect.stringContaining("Name"), "E-mail"] });
  });

  test("with a byte order mark before quotes has its first column whole", async () => {
    expect((await parse('\ufeff"E-mail",Name\nx@y.test,X\n')).headers).toEqual(["E-mail", "Name"]);
  });

  test("with a row that is not well-formed fails in that row alone", async () => {
    const { rows } = await parse('a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5" nail,6\n"x"y,5,6\n7,8,9\n', { rowsMax: 100 });
    expect(rows.map(({ line, problem }) => [line, problem === undefined])).toEqual([[2, true], [3, false], [4, false], [5, false], [6, false], [7, true]]);
    expect(rows[1]?.problem).toBe("The row has 2 columns, the header has 3. Put values that contain the separator in quotation marks.");
    expect(rows[3]?.problem).toContain("A quotation mark is not in its place");
    expect(rows.at(-1)?.cells).toEqual(["7", "8", "9"]);
  });

  test.each([
    { file: "nothing", text: "", problem: "The file is empty" },
    { file: "blank lines", text: "\n\r\n  \n", problem: "The file is empty" },
    { file: "a person in the first line", text: "Jane,Doe,jane@x.test\n", problem: "The first line holds a person" },
    { file: "two columns of one name", text: "Name,E-mail,name\n", problem: 'Two columns are named "name"' },
    { file: "201 columns", text: Array.from({ length: 201 }, (_, index) => `c${String(index)}`).join(","), problem: "more than 200 columns" },
    { file: "a quotation mark that is never closed", text: 'Name\n"Jane\nJohn\n', problem: "on line 2 is not closed" },
    { file: "a row without end", text: `Name\n"${"x".repeat(6_000_000)}`, problem: "never closed" },
  ])("of $file is refused as a whole, in words", async ({ text, problem }) => {
    await expect(parse(text)).rejects.toThrow(problem);
  });

  test("comes the same in parts of any size, with letters and rows cut in two", async () => {
    const text = `Name,Note\n${Array.from({ length: 300 }, (_, index) => `Zoë ${String(index)},"two\nlines, “${String(index)}”"`).join("\r\n")}`;
    const { rows } = await parse(text, { rowsMax: 1_000 });
    expect(rows).toHaveLength(300);
    expect(rows.at(-1)).toMatchObject({ line: 600, cells: ["Zoë 299", "two\nlines, “299”"] });
    for (const partBytes of [97, 1_000]) expect((await parse(text, { rowsMax: 7, partBytes })).rows).toEqual(rows);
  });
});
