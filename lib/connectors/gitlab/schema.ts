import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** Users are parsed one by one, so that a bad one stops nobody else. */
export const GitlabPage = z.array(z.unknown());

const Identity = z.looseObject({ extern_uid: recordText }).nullish();

/** The fields that are read; everything else stays in `raw`. */
export const GitlabUser = z.looseObject({
  id: recordId,
  username: recordText,
  name: recordText,
  state: z.string().nullish(),
  membership_state: recordText,
  /** Null until the address was confirmed; absent where it is not for us to see. */
  confirmed_at: recordText,
  email: recordText,
  public_email: recordText,
  commit_email: recordText,
  identities: z.array(Identity).nullish(),
  group_saml_identity: Identity,
  job_title: recordText,
  location: recordText,
  bot: z.boolean().nullish(),
});
export type GitlabUser = z.output<typeof GitlabUser>;

export const GitlabToken = z.looseObject({ expires_at: z.string().nullish(), scopes: z.array(z.string()).nullish() });
