type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly note: string;
}

/** The fields of an object schema as rows for people, nested ones as `parent.child`. */
export function fieldsOf(schema: unknown, prefix = "", depth = 0): Field[] {
  const object = objectIn(schema);
  if (!object || !isSchema(object["properties"])) return [];
  const required: unknown[] = Array.isArray(object["required"]) ? object["required"] : [];
  return Object.entries(object["properties"]).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const row = { name, type: typeOf(value), isRequired: required.includes(key), note: noteOf(value) };
    const isList = isSchema(value) && value["type"] === "array";
    const below = depth < 3 ? fieldsOf(isList ? value["items"] : value, `${name}${isList ? "[]" : ""}.`, depth + 1) : [];
    return [row, ...below];
  });
}

/** The object itself, or the one object among "this or null". */
function objectIn(schema: unknown): Schema | undefined {
  if (!isSchema(schema)) return undefined;
  if (isSchema(schema["properties"])) return schema;
  for (const keyword of ["anyOf", "oneOf", "allOf"]) {
    const members: unknown = schema[keyword];
    const found = Array.isArray(members) ? members.map(objectIn).find((member) => member !== undefined) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A schema's type in a few words, such as `string or null`, `list of object`, `"a" | "b"`. */
export function typeOf(schema: unknown): string {
  if (!isSchema(schema)) return "anything";
  if (Array.isArray(schema["enum"])) return schema["enum"].map((value) => JSON.stringify(value)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema["const"]);
  for (const keyword of ["anyOf", "oneOf"]) {
    const members: unknown = schema[keyword];
    if (Array.isArray(members)) return [...new Set(members.map(typeOf))].join(" or ");
  }
  if (schema["type"] === "array") return `list of ${typeOf(schema["items"])}`;
  if (Array.isArray(schema["type"])) return schema["type"].join(" or ");
  if (typeof schema["type"] !== "string") return "anything";
  return typeof schema["format"] === "string" ? `${schema["type"]} (${schema["format"]})` : schema["type"];
}

function noteOf(schema: unknown): string {
  if (!isSchema(schema)) return "";
  const notes = [
    typeof schema["description"] === "string" ? schema["description"] : "",
    schema["default"] === undefined ? "" : `Default ${JSON.stringify(schema["default"])}.`,
    typeof schema["maximum"] === "number" && schema["maximum"] < Number.MAX_SAFE_INTEGER ? `At most ${schema["maximum"]}.` : "",
    typeof schema["maxLength"] === "number" ? `At most ${schema["maxLength"]} characters.` : "",
  ];
  return notes.filter((note) => note !== "").join(" ");
}
