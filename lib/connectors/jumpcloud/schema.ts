import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** The fields that are read; everything else, custom attributes among it, stays in `raw`. */
export const JumpCloudUser = z.looseObject({
  _id: recordId,
  state: z.string().nullish(),
  activated: z.boolean().nullish(),
  suspended: z.boolean().nullish(),
  email: recordText,
  alternateEmail: recordText,
  firstname: recordText,
  lastname: recordText,
  displayname: recordText,
  jobTitle: recordText,
  department: recordText,
  employeeIdentifier: recordText,
  employeeType: recordText,
  location: recordText,
});
export type JumpCloudUser = z.output<typeof JumpCloudUser>;

export const JumpCloudUserPage = z.looseObject({ totalCount: z.int().nonnegative(), results: z.array(z.unknown()) });
