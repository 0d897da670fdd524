import { z } from "zod";

/** One input of a connector's form, read from the JSON Schema that the catalogue gives. */
export interface FormField {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly example: string | undefined;
  readonly isRequired: boolean;
  readonly input: FieldInput;
  /** Folded away: it works untouched for almost everybody. */
  readonly isAdvanced: boolean;
  /** Shown only while another field of the settings holds one of these. */
  readonly showWhen: { readonly field: string; readonly is: readonly string[] } | undefined;
  /** What an untouched form holds. */
  readonly initial: string | boolean;
}

export type FieldInput =
  | { readonly kind: "text" | "long" | "flag" }
  | { readonly kind: "choice"; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  /** Names of columns, each with one of these fields; held as JSON text. */
  | { readonly kind: "columns"; readonly fields: readonly string[] };

export type FormValues = Readonly<Record<string, string | boolean>>;

const Property = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  examples: z.array(z.unknown()).optional(),
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  /** Words for the choices. */
  labels: z.record(z.string(), z.string()).optional(),
  maxLength: z.number().optional(),
  additionalProperties: z.looseObject({ enum: z.array(z.string()).optional() }).optional().catch(undefined),
  advanced: z.boolean().optional(),
  /** Has to be filled in while it is shown. */
  needed: z.boolean().optional(),
  default: z.unknown().optional(),
  showWhen: z.object({ field: z.string(), is: z.array(z.string()) }).optional(),
});
const ObjectSchema = z.looseObject({
  properties: z.record(z.string(), Property).default({}),
  required: z.array(z.string()).default([]),
});

/** In the order of the schema; a schema that is none gives no fields. */
export function toFormFields(schema: unknown): readonly FormField[] {
  const parsed = ObjectSchema.safeParse(schema);
  if (!parsed.success) return [];
  const { properties, required } = parsed.data;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    title: property.title ?? toTitle(name),
    description: property.description,
    example: property.examples?.find((example) => typeof example === "string"),
    isRequired: property.needed === true || (required.includes(name) && property.default === undefined),
    isAdvanced: isAdvanced(name, property),
    showWhen: property.showWhen,
    input: toInput(property),
    initial: toInitial(property),
  }));
}

/** The fields that count beside what the settings hold; the others keep what was typed, in case they are chosen again. */
export function visibleFields(fields: readonly FormField[], config: FormValues, among: readonly FormField[] = fields): readonly FormField[] {
  const isChosen = ({ showWhen }: FormField): boolean => {
    if (showWhen === undefined) return true;
    const decider = among.find(({ name }) => name === showWhen.field);
    return showWhen.is.includes(String(config[showWhen.field] ?? "")) && (decider === undefined || isChosen(decider));
  };
  return fields.filter(isChosen);
}

export const initialValues = (fields: readonly FormField[], stored: Readonly<Record<string, unknown>> = {}): FormValues =>
  Object.fromEntries(fields.map((field) => [field.name, toValue(stored[field.name]) ?? field.initial]));

/**
 * What the API gets: blank texts are left out, so that a required one is named as missing by the server; but one that
 * has a stored value is sent blank, or it could never be taken away.
 */
export const toSettings = (fields: readonly FormField[], values: FormValues, stored: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap(({ name, initial, input }): [string, unknown][] => {
      const value = values[name] ?? initial;
      if (input.kind === "columns") return value === "" ? [] : [[name, readColumns(String(value))]];
      const isStored = (toValue(stored[name]) ?? "") !== "";
      return typeof value === "string" && value.trim() === "" && !isStored ? [] : [[name, value]];
    }),
  );

/** The same for secrets, which are texts: only what was typed is sent, the rest stays as it is sealed. */
export const toSecrets = (fields: readonly FormField[], values: FormValues): Record<string, string> =>
  Object.fromEntries(
    Object.entries(toSettings(fields, values)).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );

/** Required fields without a value, as `path → message`, so that an empty form needs no round trip. */
export const findMissing = (fields: readonly FormField[], values: FormValues, prefix: "config" | "secrets"): Record<string, string> =>
  Object.fromEntries(
    fields
      .filter(({ name, isRequired }) => isRequired && String(values[name] ?? "").trim() === "")
      .map(({ name, title }) => [`${prefix}.${name}`, `Enter the ${lowerFirst(title)}.`]),
  );

/** What the API takes for the text that a form holds of some columns. */
export function readColumns(text: string): Record<string, string> {
  const parsed = z.record(z.string(), z.string()).safeParse(text === "" ? {} : JSON.parse(text));
  return parsed.data ?? {};
}

/** Of a key or a certificate, which nobody types. */
const LONG_MIN = 10_000;

function toInput(property: z.output<typeof Property>): FieldInput {
  if (property.enum) return { kind: "choice", choices: property.enum.map((value) => ({ value, label: property.labels?.[value] ?? toTitle(value) })) };
  if (property.type === "boolean") return { kind: "flag" };
  if (property.type === "object") return { kind: "columns", fields: property.additionalProperties?.enum ?? [] };
  const hasLines = [property.default, ...(property.examples ?? [])].some((text) => typeof text === "string" && text.includes("\n"));
  return { kind: hasLines || (property.maxLength ?? 0) >= LONG_MIN ? "long" : "text" };
}

/** By its own word, or because it is an address or a share that comes with a default. */
const isAdvanced = (name: string, property: z.output<typeof Property>): boolean =>
  property.advanced ?? (["apiUrl", "tokenUrl", "limitPercent"].includes(name) || (property.type === "string" && property.enum === undefined && typeof property.default === "string" && property.default !== ""));

function toInitial(property: z.output<typeof Property>): string | boolean {
  return toValue(property.default) ?? (property.type === "boolean" ? false : (property.enum?.[0] ?? ""));
}

function toValue(value: unknown): string | boolean | undefined {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return typeof value === "number" ? String(value) : undefined;
}

const toTitle = (name: string): string => {
  // A choice that is written in capitals, such as LDAPS or StartTLS, is a name.
  if (/^[A-Z]/.test(name)) return name;
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[-_]/g, " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

// "API token" and "SCIM base URL" keep their capitals in the middle of a sentence.
const lowerFirst = (title: string): string =>
  /^[A-Z][a-z]/.test(title) && !/^(Okta|BambooHR|SCIM)/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
