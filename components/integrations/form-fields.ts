import { z } from "zod";

/** One input of a connector's form, read from the JSON Schema that the catalogue gives. */
export interface FormField {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly example: string | undefined;
  readonly isRequired: boolean;
  readonly input: { readonly kind: "text" } | { readonly kind: "flag" } | { readonly kind: "choice"; readonly choices: readonly string[] };
  /** Shown only while another field of the settings holds one of these. */
  readonly showWhen: { readonly field: string; readonly is: readonly string[] } | undefined;
  /** What an untouched form holds. */
  readonly initial: string | boolean;
}

export type FormValues = Readonly<Record<string, string | boolean>>;

const Property = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  examples: z.array(z.unknown()).optional(),
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
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
    isRequired: required.includes(name) && property.default === undefined,
    showWhen: property.showWhen,
    input: toInput(property),
    initial: toInitial(property),
  }));
}

/** The fields that count beside what the settings hold; the others keep what was typed, in case they are chosen again. */
export const visibleFields = (fields: readonly FormField[], config: FormValues): readonly FormField[] =>
  fields.filter(({ showWhen }) => showWhen === undefined || showWhen.is.includes(String(config[showWhen.field] ?? "")));

export const initialValues = (fields: readonly FormField[], stored: Readonly<Record<string, unknown>> = {}): FormValues =>
  Object.fromEntries(fields.map((field) => [field.name, toValue(stored[field.name]) ?? field.initial]));

/**
 * What the API gets: blank texts are left out, so that a required one is named as missing by the server; but one that
 * has a stored value is sent blank, or it could never be taken away.
 */
export const toSettings = (fields: readonly FormField[], values: FormValues, stored: Readonly<Record<string, unknown>> = {}): Record<string, string | boolean> =>
  Object.fromEntries(
    fields.flatMap(({ name, initial }) => {
      const value = values[name] ?? initial;
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

function toInput(property: z.output<typeof Property>): FormField["input"] {
  if (property.enum) return { kind: "choice", choices: property.enum };
  return property.type === "boolean" ? { kind: "flag" } : { kind: "text" };
}

function toInitial(property: z.output<typeof Property>): string | boolean {
  return toValue(property.default) ?? (property.type === "boolean" ? false : (property.enum?.[0] ?? ""));
}

const toValue = (value: unknown): string | boolean | undefined =>
  typeof value === "string" || typeof value === "boolean" ? value : typeof value === "number" ? String(value) : undefined;

const toTitle = (name: string): string => {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

// "API token" and "SCIM base URL" keep their capitals in the middle of a sentence.
const lowerFirst = (title: string): string =>
  /^[A-Z][a-z]/.test(title) && !/^(Okta|BambooHR|SCIM)/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
