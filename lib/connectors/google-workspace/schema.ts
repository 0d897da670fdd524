import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** Google describes these lists as "any" and leaves out what is empty; an entry that is no object says nothing. */
const entries = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.looseObject(shape)).nullish().catch(undefined);

/** The fields that are read; everything else, custom schemas among it, stays in `raw`. */
export const GoogleUser = z.looseObject({
  id: recordId,
  primaryEmail: recordText,
  name: z.looseObject({ givenName: recordText, familyName: recordText, fullName: recordText }).nullish(),
  suspended: z.unknown().optional(),
  archived: z.unknown().optional(),
  deletionTime: recordText,
  aliases: z.array(recordText).nullish(),
  nonEditableAliases: z.array(recordText).nullish(),
  organizations: entries({ title: recordText, department: recordText, description: recordText, location: recordText, primary: z.unknown().optional() }),
  externalIds: entries({ type: recordText, value: recordText }),
  relations: entries({ type: recordText, value: recordText }),
  addresses: entries({ type: recordText, locality: recordText, primary: z.unknown().optional() }),
});
export type GoogleUser = z.output<typeof GoogleUser>;

/** Without its kind, `users` may be absent, which means nobody; an error's body has none of the three. */
export const GoogleUserPage = z
  .looseObject({ kind: z.string().nullish(), nextPageToken: z.string().nullish(), users: z.array(z.unknown()).nullish() })
  .refine(({ kind, users }) => kind === "admin#directory#users" || Array.isArray(users), { path: ["users"] });

export const GoogleError = z.looseObject({
  error: z.looseObject({ errors: z.array(z.looseObject({ reason: z.string().nullish() })).nullish(), status: z.string().nullish() }),
});

/** What is used of the key file that Google gives for a service account. */
export const ServiceAccountKey = z.looseObject({
  client_email: z.string().min(1),
  private_key: z.string().min(1),
  private_key_id: z.string().nullish(),
  client_id: z.string().nullish(),
});
