import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

export const ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

// Some servers write booleans and counts as strings.
const looseBoolean = z.union([z.boolean(), z.string()]).nullish();
const looseCount = z
  .union([z.int().nonnegative(), z.string().regex(/^\d{1,9}$/).transform(Number)])
  .nullish();

const Email = z.union([
  z.string().transform((value) => ({ value, type: undefined, primary: undefined })),
  z.looseObject({ value: recordText, type: recordText, primary: looseBoolean }),
]);
export type ScimEmail = z.output<typeof Email>;

/** The fields that are read; everything else stays in `raw`. */
export const ScimUser = z.looseObject({
  id: recordId,
  userName: recordText,
  displayName: recordText,
  name: z.looseObject({ givenName: recordText, familyName: recordText, formatted: recordText }).nullish(),
  title: recordText,
  userType: recordText,
  timezone: recordText,
  active: looseBoolean,
  emails: z.array(Email).nullish(),
  addresses: z.array(z.looseObject({ locality: recordText, primary: looseBoolean })).nullish(),
  [ENTERPRISE_USER]: z
    .looseObject({
      employeeNumber: recordText,
      department: recordText,
      // A bare string is not standard, and real servers send it.
      manager: z.union([z.string(), z.looseObject({ value: recordText, displayName: recordText })]).nullish(),
    })
    .nullish(),
});
export type ScimUser = z.output<typeof ScimUser>;

/** A list with neither a count nor people is no list: an error body must never read as an empty directory. */
export const ScimUserPage = z
  .looseObject({
    totalResults: looseCount,
    startIndex: looseCount,
    nextCursor: z.string().nullish(),
    Resources: z.array(z.unknown()).nullish(),
  })
  .refine((page) => typeof page.totalResults === "number" || Array.isArray(page.Resources), {
    path: ["Resources"],
  });
export type ScimUserPage = z.output<typeof ScimUserPage>;
