import { FIELD_LABELS } from "@/lib/core/users/field-label";
import type { AccountRecord } from "@/lib/db/accounts";
import type { UserRecord } from "@/lib/db/users";

export interface ComparedField {
  readonly field: string;
  readonly label: string;
  readonly account: string | null;
  readonly user: string | null;
  /** Null where one of the two says nothing. */
  readonly agrees: boolean | null;
}

const COMPARED = [
  "givenName", "familyName", "email", "employeeNumber", "title", "department", "manager", "location", "employmentType", "startDate", "endDate",
] as const;

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The evidence side by side; what neither says is left out. A User's number and e-mails are those of all its Accounts. */
export function compareFields(account: AccountRecord, user: UserRecord, accounts: readonly AccountRecord[]): ComparedField[] {
  const own: Readonly<Record<string, string | null | undefined>> = {
    ...user.profile, email: user.email, givenName: user.givenName, familyName: user.familyName,
  };
  return COMPARED.flatMap((field): ComparedField[] => {
    const theirs = account.profile[field] ?? null;
    const values = [own[field], ...(field === "email" || field === "employeeNumber" ? accounts.map(({ profile }) => profile[field]) : [])].filter(
      (value) => value !== undefined && value !== null,
    );
    const fitting = theirs === null ? undefined : values.find((value) => isSame(value, theirs));
    const ours = fitting ?? values[0] ?? null;
    if (theirs === null && ours === null) return [];
    return [{ field, label: FIELD_LABELS[field], account: theirs, user: ours, agrees: theirs === null || ours === null ? null : fitting !== undefined }];
  });
}
