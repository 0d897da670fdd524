/** Of a hundred records, how many have each field. */
export type FieldShares = Readonly<Record<string, number>>;

/** How the form of a source's records changed. */
export interface FieldDrift {
  /** Fields that most records had and none has any more. */
  readonly gone: readonly string[];
  /** Fields that no record had and most have now. */
  readonly added: readonly string[];
}

const RECORDS_MIN = 20;
const RECORDS_MAX = 500;
const FIELDS_MAX = 300;
const MOST = 50;

/** Counts the top-level fields of some records; null where too few were seen to say anything. */
export function countFields(records: readonly unknown[]): FieldShares | null {
  const seen = records.slice(0, RECORDS_MAX).filter((record) => typeof record === "object" && record !== null);
  if (seen.length < RECORDS_MIN) return null;
  const counts = new Map<string, number>();
  for (const record of seen) for (const [field, value] of Object.entries(record)) if (value !== null && value !== "") counts.set(field, (counts.get(field) ?? 0) + 1);
  return Object.fromEntries([...counts].slice(0, FIELDS_MAX).map(([field, count]) => [field.slice(0, 200), Math.ceil((count * 100) / seen.length)]));
}

/** Null where nothing of note changed: a field that few people have comes and goes with them. */
export function findFieldDrift(before: FieldShares, now: FieldShares): FieldDrift | null {
  const lacking = (from: FieldShares, other: FieldShares) => Object.keys(from).filter((field) => (from[field] ?? 0) >= MOST && !Object.hasOwn(other, field)).sort();
  const drift = { gone: lacking(before, now), added: lacking(now, before) };
  return drift.gone.length + drift.added.length === 0 ? null : drift;
}
