import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** The fields that are read, in the order of the query; everything else stays in `raw`. */
export const USER_FIELDS = [
  "Id",
  "Username",
  "Email",
  "FirstName",
  "LastName",
  "Name",
  "Title",
  "Department",
  "Division",
  "CompanyName",
  "EmployeeNumber",
  "FederationIdentifier",
  "Manager.Name",
  "City",
  "UserType",
  "IsActive",
  "TimeZoneSidKey",
  "LastLoginDate",
  "SystemModstamp",
] as const;

export const SalesforceUser = z.looseObject({
  Id: recordId,
  Email: recordText,
  FirstName: recordText,
  LastName: recordText,
  Name: recordText,
  Title: recordText,
  Department: recordText,
  EmployeeNumber: recordText,
  Manager: z.looseObject({ Name: recordText }).nullish(),
  City: recordText,
  UserType: recordText,
  /** Not `z.boolean()`: what is neither true nor false is a word nobody knows. */
  IsActive: z.unknown().optional(),
  TimeZoneSidKey: recordText,
  /** Laid beside the user from UserLogin; absent where the settings leave it out. */
  IsFrozen: z.boolean().nullish(),
});
export type SalesforceUser = z.output<typeof SalesforceUser>;

export const QueryPage = z.looseObject({
  totalSize: z.int().nonnegative(),
  done: z.boolean(),
  records: z.array(z.unknown()),
});

export const USER_ID = /^[a-zA-Z0-9]{15,18}$/;
export const RecordWithId = z.looseObject({ Id: z.string().regex(USER_ID), SystemModstamp: z.string().nullish() });
export const UserLogin = z.looseObject({ UserId: z.string(), IsFrozen: z.boolean() });
/** How Salesforce words a refusal. */
export const Problems = z.array(z.looseObject({ errorCode: z.string() }));
