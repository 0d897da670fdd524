import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** The fields that are read; everything else stays in `raw`. */
export const SlackMember = z.looseObject({
  id: recordId,
  name: recordText,
  real_name: recordText,
  /** Not `z.boolean()`: what is neither true nor false is a word nobody knows, and no reason to lose the record. */
  deleted: z.unknown().optional(),
  is_invited_user: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  is_workflow_bot: z.boolean().nullish(),
  tz: recordText,
  profile: z
    .looseObject({
      email: recordText,
      first_name: recordText,
      last_name: recordText,
      real_name: recordText,
      title: recordText,
    })
    .nullish(),
});
export type SlackMember = z.output<typeof SlackMember>;

/** Slack answers 200 also where it refuses: `ok` alone tells. */
export const SlackMemberPage = z.union([
  z.looseObject({ ok: z.literal(true), members: z.array(z.unknown()), response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).nullish() }),
  z.looseObject({ ok: z.literal(false), error: z.string(), needed: z.string().nullish() }),
]);

export const SlackIdentity = z.union([
  z.looseObject({ ok: z.literal(true), team: z.string().nullish(), url: z.string().nullish() }),
  z.looseObject({ ok: z.literal(false), error: z.string(), needed: z.string().nullish() }),
]);

export const SlackMemberAnswer = z.union([
  z.looseObject({ ok: z.literal(true), user: z.unknown().optional() }),
  z.looseObject({ ok: z.literal(false), error: z.string(), needed: z.string().nullish() }),
]);
