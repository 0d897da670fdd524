import { z } from "zod";
import { IntegrationId } from "@/lib/core/ids";
import { Limits, type SourceOfTruthPolicy, SourceOfTruthPolicy as Policy, UserSourceSettings } from "@/lib/core/source-of-truth";

const shape = Policy.shape;
const settings = UserSourceSettings.shape;
const matching = shape.matching.unwrap().shape;
const limits = Limits.shape;

const isDistinct = (sources: readonly { readonly integrationId: string }[]): boolean =>
  new Set(sources.map(({ integrationId }) => integrationId)).size === sources.length;

/**
 * A policy as a caller sends it, over the saved one: a setting that is left out keeps what was saved, at the top, within
 * a source that was listed already, within `matching` and within `limits`. Everything else that is given replaces.
 */
export const PolicyEdit = z.object({
  userSources: z
    .array(
      z.object({
        integrationId: IntegrationId,
        role: settings.role.unwrap().optional(),
        status: settings.status.unwrap().optional(),
        isEnabled: settings.isEnabled.unwrap().optional(),
        filter: settings.filter.unwrap().optional(),
      }),
    )
    .max(100)
    .refine(isDistinct, { message: "An integration may be listed once. Remove the second entry." }),
  deactivatesPeopleOf: shape.deactivatesPeopleOf.unwrap().optional(),
  fieldOrders: shape.fieldOrders.unwrap().optional(),
  customFields: shape.customFields.unwrap().optional(),
  statusPolicy: shape.statusPolicy.unwrap().optional(),
  statusMaps: shape.statusMaps.unwrap().optional(),
  matching: z.object({ keys: matching.keys.unwrap().optional(), foldPlusTags: matching.foldPlusTags.unwrap().optional() }).optional(),
  limits: z
    .object({
      absenceShare: limits.absenceShare.unwrap().optional(),
      absenceMax: limits.absenceMax.unwrap().optional(),
      absenceMin: limits.absenceMin.unwrap().optional(),
      explicitShare: limits.explicitShare.unwrap().optional(),
      explicitMin: limits.explicitMin.unwrap().optional(),
      createdShare: limits.createdShare.unwrap().optional(),
    })
    .optional(),
  walksUntilMissing: shape.walksUntilMissing.unwrap().optional(),
  datesDecide: shape.datesDecide.unwrap().optional(),
  timeZone: shape.timeZone.unwrap().optional(),
});
export type PolicyEdit = z.output<typeof PolicyEdit>;

/** The whole policy that an edit means, given the saved one; new sources begin with the defaults. */
export function applyEdit(saved: SourceOfTruthPolicy, edit: PolicyEdit): SourceOfTruthPolicy {
  const before = new Map(saved.userSources.map((source) => [source.integrationId, source]));
  const listed = new Set(edit.userSources.map(({ integrationId }) => integrationId));
  return Policy.parse({
    ...saved,
    ...withoutGaps(edit),
    // A source that is listed again decides for its people itself.
    deactivatesPeopleOf: (edit.deactivatesPeopleOf ?? saved.deactivatesPeopleOf).filter((id) => !listed.has(id)),
    userSources: edit.userSources.map((source) => ({ ...before.get(source.integrationId), ...withoutGaps(source) })),
    matching: { ...saved.matching, ...withoutGaps(edit.matching ?? {}) },
    limits: { ...saved.limits, ...withoutGaps(edit.limits ?? {}) },
  });
}

const withoutGaps = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
