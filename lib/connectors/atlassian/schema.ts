import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** The directory's search names its next page by a bare cursor, the list of managed accounts by a whole address. */
export const AtlassianPage = z.looseObject({
  data: z.array(z.unknown()),
  links: z.looseObject({ next: z.string().nullish() }).nullish(),
  meta: z.looseObject({ total: z.int().nonnegative().nullish() }).nullish(),
});

/** Of the directory's search (version 2 of the API), in camel case. */
export const DirectoryUser = z.looseObject({
  accountId: recordId,
  accountType: recordText,
  accountStatus: z.string().nullish(),
  membershipStatus: z.string().nullish(),
  name: recordText,
  nickname: recordText,
  email: recordText,
  jobTitle: recordText,
  department: recordText,
  location: recordText,
  timeZone: recordText,
});
export type DirectoryUser = z.output<typeof DirectoryUser>;

/** Of the list of managed accounts (version 1), in snake case. */
export const ManagedAccount = z.looseObject({
  account_id: recordId,
  account_type: recordText,
  account_status: z.string().nullish(),
  name: recordText,
  email: recordText,
});
export type ManagedAccount = z.output<typeof ManagedAccount>;
