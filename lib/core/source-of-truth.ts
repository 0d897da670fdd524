import { z } from "zod";
import { ACCOUNT_STATUSES, PROFILE_FIELDS } from "@/lib/core/accounts";
import { IntegrationId } from "@/lib/core/ids";
import { isTimeZone } from "@/lib/core/time-zone";

const isDistinct = (ids: readonly string[]): boolean => new Set(ids).size === ids.length;

/** What a filter may ask of an Account: a field, or the source's own id and status word. */
export const FILTER_FIELDS = [...PROFILE_FIELDS, "externalId", "rawStatus"] as const;
export const FILTER_OPERATORS = ["is", "is-not", "contains", "starts-with", "is-empty", "is-not-empty"] as const;

/** Which Accounts of a source count. One that does not is as if the source did not list it: it neither votes nor is missing. */
export const SourceFilter = z.object({
  effect: z.enum(["include", "exclude"]),
  match: z.enum(["all", "any"]).default("all"),
  conditions: z
    .array(z.object({ field: z.enum(FILTER_FIELDS), operator: z.enum(FILTER_OPERATORS), value: z.string().trim().max(500).default("") }))
    .min(1)
    .max(20),
});
export type SourceFilter = z.output<typeof SourceFilter>;

export const UserSourceSettings = z.object({
  integrationId: IntegrationId,
  /** `match-only` sources link and enrich, and never make a User. */
  role: z.enum(["create", "match-only"]).default("create"),
  /** `may-only-restrict`: its "active" is no opinion, its "suspended" and "inactive" hold whatever the others say. */
  status: z.enum(["may-grant", "may-only-restrict"]).default("may-grant"),
  /** A disabled source keeps its place and its settings, and has no say. */
  isEnabled: z.boolean().default(true),
  filter: SourceFilter.nullable().default(null),
});
export type UserSourceSettings = z.output<typeof UserSourceSettings>;

/** The fields that may follow another order than the User Sources (DOMAIN rule 3). */
export const ORDERED_FIELDS = ["manager", "department", "title", "startDate", "endDate"] as const;

export const FieldOrder = z.object({
  integrationIds: z.array(IntegrationId).max(20).refine(isDistinct, { message: "An integration may be listed once." }),
  /** After the listed ones, ask the User Sources in their order. */
  fallback: z.boolean().default(true),
  /** Where one of these integrations has the person and no value, the value is empty; elsewhere a blank is no opinion. */
  blankIsEmpty: z.array(IntegrationId).max(20).default([]),
});
export type FieldOrder = z.output<typeof FieldOrder>;

/** A field of the Organization's own, read from the provider's record; the first attribute that has a value wins. */
export const CustomField = z.object({
  key: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, "Use letters and digits, beginning with a small letter."),
  label: z.string().trim().min(1).max(60),
  type: z.enum(["text", "user"]).default("text"),
  from: z.array(z.object({ integrationId: IntegrationId, attribute: z.string().trim().min(1).max(200) })).max(20),
});
export type CustomField = z.output<typeof CustomField>;

export const MATCHING_KEYS = ["employee-number", "email", "alias"] as const;

const Share = z.number().min(0).max(1);

/** How much a change set may do before it waits for a person (DOMAIN rule 15). */
export const Limits = z.object({
  absenceShare: Share.default(0.05),
  absenceMax: z.number().int().min(0).max(1_000_000).default(25),
  absenceMin: z.number().int().min(0).max(1_000).default(2),
  explicitShare: Share.default(0.2),
  explicitMin: z.number().int().min(0).max(1_000).default(5),
  createdShare: Share.default(0.5),
});
export type Limits = z.output<typeof Limits>;

/** What a version of the Source of Truth decides. New settings join with a default, so that old versions stay readable. */
export const SourceOfTruthPolicy = z.object({
  /** In order: the first listed wins name, e-mail and status. */
  userSources: z
    .array(UserSourceSettings)
    .max(100)
    .refine((sources) => isDistinct(sources.map((source) => source.integrationId)), {
      message: "An integration may be listed once. Remove the second entry.",
    }),
  /** Removed sources whose people, where no User Source has them, become INACTIVE; those of any other keep their last status. */
  deactivatesPeopleOf: z.array(IntegrationId).max(100).refine(isDistinct, { message: "An integration may be listed once." }).default([]),
  /** A field without an order of its own follows the User Sources. */
  fieldOrders: z.partialRecord(z.enum(ORDERED_FIELDS), FieldOrder).default({}),
  customFields: z
    .array(CustomField)
    .max(50)
    .refine((fields) => isDistinct(fields.map((field) => field.key)), { message: "Two fields have the same key. Rename one of them." })
    .default([]),
  statusPolicy: z.enum(["first-listed", "most-restrictive"]).default("first-listed"),
  /** Integration → word of the provider, in any letter case → what it means; over the connector's own map. */
  statusMaps: z.record(IntegrationId, z.record(z.string().max(200), z.enum(ACCOUNT_STATUSES))).default({}),
  matching: z
    .object({
      keys: z.array(z.enum(MATCHING_KEYS)).min(1).refine(isDistinct, { message: "A key may be listed once." }).default([...MATCHING_KEYS]),
      foldPlusTags: z.boolean().default(false),
    })
    .default({ keys: [...MATCHING_KEYS], foldPlusTags: false }),
  limits: Limits.default(Limits.parse({})),
  /** How many complete walks in a row must miss somebody before it counts (DOMAIN rule 14). */
  walksUntilMissing: z.number().int().min(1).max(10).default(2),
  /** STAGED before the start date, INACTIVE after the end date, in the person's time zone (DOMAIN rule 8). */
  datesDecide: z.boolean().default(true),
  /** For people whose sources name no time zone. */
  timeZone: z.string().max(100).refine(isTimeZone, { message: "This is no time zone. Use a name such as Europe/Berlin." }).default("UTC"),
});
export type SourceOfTruthPolicy = z.output<typeof SourceOfTruthPolicy>;
/** As a script may write it: what is left out has its default. */
export type SourceOfTruthDraft = z.input<typeof SourceOfTruthPolicy>;

export const EMPTY_POLICY: SourceOfTruthPolicy = SourceOfTruthPolicy.parse({ userSources: [] });

/**
 * The integrations that make Users what they are at present, in order: those of the version that Users follow, and
 * before the first sync those of the newest version.
 */
export const currentSources = (versions: {
  readonly applied?: SourceOfTruthPolicy | undefined;
  readonly newest?: SourceOfTruthPolicy | undefined;
}): IntegrationId[] =>
  (versions.applied ?? versions.newest ?? EMPTY_POLICY).userSources.flatMap(({ integrationId, isEnabled }) => (isEnabled ? [integrationId] : []));

/** Every integration that has a say in anything: the User Sources that are enabled, then those of single fields. */
export function integrationsHeard({ userSources, fieldOrders, customFields }: SourceOfTruthPolicy): IntegrationId[] {
  const disabled = new Set(userSources.flatMap(({ integrationId, isEnabled }) => (isEnabled ? [] : [integrationId])));
  const all = [
    ...userSources.map(({ integrationId }) => integrationId),
    ...Object.values(fieldOrders).flatMap((order) => order?.integrationIds ?? []),
    ...customFields.flatMap(({ from }) => from.map(({ integrationId }) => integrationId)),
  ];
  return [...new Set(all)].filter((id) => !disabled.has(id));
}
