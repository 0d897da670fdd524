import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** The fields that are read; everything else stays in `raw`. */
export const OktaUser = z.looseObject({
  id: recordId,
  // Okta adds words outside its own enumeration (ACTIVATING), so this is no z.enum.
  status: z.string().nullish(),
  profile: z.looseObject({
    email: recordText,
    secondEmail: recordText,
    firstName: recordText,
    lastName: recordText,
    displayName: recordText,
    employeeNumber: recordText,
    title: recordText,
    department: recordText,
    manager: recordText,
    managerId: recordText,
    city: recordText,
    userType: recordText,
    timezone: recordText,
  }),
});
export type OktaUser = z.output<typeof OktaUser>;

/** Users are parsed one by one, so that a bad one stops nobody else. */
export const OktaUserPage = z.array(z.unknown());
