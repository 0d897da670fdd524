import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

export const ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** A User as our own server keeps it: canonical names and types, whatever its client sent. Everything else stays in `raw`. */
export const PushedUser = z.looseObject({
  id: recordId,
  userName: recordText,
  displayName: recordText,
  name: z.looseObject({ givenName: recordText, familyName: recordText, formatted: recordText }).nullish(),
  title: recordText,
  userType: recordText,
  timezone: recordText,
  active: z.boolean().nullish(),
  emails: z.array(z.looseObject({ value: recordText, type: recordText, primary: z.boolean().nullish() })).nullish(),
  addresses: z.array(z.looseObject({ locality: recordText, primary: z.boolean().nullish() })).nullish(),
  [ENTERPRISE_USER]: z
    .looseObject({
      employeeNumber: recordText,
      department: recordText,
      manager: z.looseObject({ value: recordText, displayName: recordText }).nullish(),
    })
    .nullish(),
});
export type PushedUser = z.output<typeof PushedUser>;
