import { ScimError } from "./scim-error";

export type FilterValue = string | number | boolean | null;
const COMPARISONS = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type Filter =
  | { readonly op: "and" | "or"; readonly parts: readonly Filter[] }
  | { readonly op: "not"; readonly part: Filter }
  | { readonly op: "pr"; readonly path: string }
  | { readonly op: Comparison; readonly path: string; readonly value: FilterValue }
  /** `emails[type eq "work"]`. */
  | { readonly op: "values"; readonly path: string; readonly where: Filter };

const LENGTH_MAX = 4_000;
const DEPTH_MAX = 30;
const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[()[\]]|[^\s()[\]"]+)/y;

/** Reads a filter by the grammar of RFC 7644 section 3.4.2.2; throws `invalidFilter` with what it stumbled over. */
export function parseFilter(text: string): Filter {
  const reader = new Reader(tokensOf(text));
  const filter = readOr(reader, 0);
  if (reader.peek() !== undefined) throw invalid(`There is something after its end: ${reader.peek() ?? ""}`);
  return filter;
}

class Reader {
  #at = 0;
  constructor(private readonly tokens: readonly string[]) {}
  peek(ahead = 0): string | undefined {
    return this.tokens[this.#at + ahead];
  }
  take(): string {
    const token = this.tokens[this.#at++];
    if (token === undefined) throw invalid("It ends too early.");
    return token;
  }
  takes(word: string): boolean {
    if (this.peek()?.toLowerCase() !== word) return false;
    this.#at++;
    return true;
  }
  expect(word: string): void {
    if (!this.takes(word)) throw invalid(`A ${word} is missing.`);
  }
}

function tokensOf(text: string): string[] {
  if (text.length > LENGTH_MAX) throw invalid(`It is longer than ${String(LENGTH_MAX)} characters.`);
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  for (let at = 0; at < trimmed.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(trimmed)?.[1];
    if (token === undefined) throw invalid(`It cannot be read from here: ${trimmed.slice(at, at + 40)}`);
    tokens.push(token);
  }
  return tokens;
}

function readOr(reader: Reader, depth: number): Filter {
  if (depth > DEPTH_MAX) throw invalid("It is nested too deeply.");
  const parts = [readAnd(reader, depth)];
  while (reader.takes("or")) parts.push(readAnd(reader, depth));
  return parts.length === 1 && parts[0] ? parts[0] : { op: "or", parts };
}

function readAnd(reader: Reader, depth: number): Filter {
  const parts = [readTerm(reader, depth)];
  while (reader.takes("and")) parts.push(readTerm(reader, depth));
  return parts.length === 1 && parts[0] ? parts[0] : { op: "and", parts };
}

function readTerm(reader: Reader, depth: number): Filter {
  if (reader.peek()?.toLowerCase() === "not" && reader.peek(1) === "(") {
    reader.take();
    return { op: "not", part: readGroup(reader, depth) };
  }
  return reader.peek() === "(" ? readGroup(reader, depth) : readComparison(reader, depth);
}

function readGroup(reader: Reader, depth: number): Filter {
  reader.expect("(");
  const filter = readOr(reader, depth + 1);
  reader.expect(")");
  return filter;
}

function readComparison(reader: Reader, depth: number): Filter {
  const path = reader.take();
  if (!/^[A-Za-z$][\w:.$%-]*$/.test(path)) throw invalid(`${path} is no attribute.`);
  if (reader.takes("[")) {
    const where = readOr(reader, depth + 1);
    reader.expect("]");
    // `emails[type eq "work"].value eq "…"` compares the very value that was found.
    if (!reader.peek()?.startsWith(".")) return { op: "values", path, where };
    return { op: "values", path, where: { op: "and", parts: [where, readOperator(reader, reader.take().slice(1))] } };
  }
  return readOperator(reader, path);
}

function readOperator(reader: Reader, path: string): Filter {
  const op = reader.take().toLowerCase();
  if (op === "pr") return { op, path };
  const comparison = COMPARISONS.find((known) => known === op);
  if (comparison === undefined) throw invalid(`${op} is no operator.`);
  return { op: comparison, path, value: readValue(reader.take()) };
}

function readValue(token: string): FilterValue {
  const word = /^(true|false|null)$/i.test(token) ? token.toLowerCase() : token;
  try {
    const value: unknown = JSON.parse(word);
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  } catch {
    // Said below, in words for whoever wrote the filter.
  }
  throw invalid(`${token} is no value. Texts stand in double quotes.`);
}

const invalid = (reason: string): ScimError => new ScimError(400, `The filter cannot be read. ${reason}`, "invalidFilter");
