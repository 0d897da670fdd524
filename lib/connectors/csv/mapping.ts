import { PROFILE_FIELDS } from "@/lib/core/accounts";

/** What a column may be mapped to; columns without a target stay in `raw` only. */
export const CSV_TARGETS = [...PROFILE_FIELDS, "externalId", "status"] as const;
export type CsvTarget = (typeof CSV_TARGETS)[number];

const isCsvTarget = (text: string): text is CsvTarget => CSV_TARGETS.some((target) => target === text);

/**
 * Says what is wrong with a mapping for these columns, in words; undefined when it can be used. A file
 * that lost a mapped column is refused as a whole, since its rows would look like people without data.
 */
export function findMappingProblem(
  headers: readonly string[],
  mapping: Readonly<Record<string, string>>,
): string | undefined {
  const taken = new Map<string, string>();
  for (const [header, target] of Object.entries(mapping)) {
    if (!isCsvTarget(target)) return `The column "${header}" is mapped to "${target}", which is no field.`;
    if (!headers.includes(header)) return `The file has no column "${header}". Add it, or map the columns again.`;
    const other = taken.get(target);
    if (other !== undefined) return `The columns "${other}" and "${header}" are mapped to the same field. Choose one of them.`;
    taken.set(target, header);
  }
  if (taken.has("email") || (taken.has("givenName") && taken.has("familyName"))) return undefined;
  return "Map a column to the e-mail address, or two columns to the first and the last name.";
}

/** Which header a field is read from. */
export const findHeader = (mapping: Readonly<Record<string, string>>, target: CsvTarget): string | undefined =>
  Object.entries(mapping).find(([, mapped]) => mapped === target)?.[0];
