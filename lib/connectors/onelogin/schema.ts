import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** The fields that are read; everything else, custom attributes among it, stays in `raw`. */
export const OneLoginUser = z.looseObject({
  id: recordId,
  status: z.unknown().optional(),
  state: z.unknown().optional(),
  activated_at: recordText,
  email: recordText,
  username: recordText,
  userprincipalname: recordText,
  firstname: recordText,
  lastname: recordText,
  title: recordText,
  department: recordText,
});
export type OneLoginUser = z.output<typeof OneLoginUser>;

/** Users are parsed one by one, so that a bad one stops nobody else. */
export const OneLoginUserPage = z.array(z.unknown());

/** What is asked for by name: the plain list leaves out title, department and custom attributes. */
export const FIELDS = [
  "id", "status", "state", "email", "username", "userprincipalname", "firstname", "lastname", "title", "department", "company", "manager_user_id",
  "manager_ad_id", "external_id", "samaccountname", "distinguished_name", "directory_id", "group_id", "role_ids", "locale_code", "custom_attributes",
  "created_at", "updated_at", "activated_at", "invitation_sent_at", "last_login", "locked_until",
].join(",");
