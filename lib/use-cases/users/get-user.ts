import { z } from "zod";
import { PROFILE_FIELDS } from "@/lib/core/accounts";
import { AppError } from "@/lib/core/errors";
import { type AccountId, UserId } from "@/lib/core/ids";
import { maySignIn } from "@/lib/core/users/employee-status";
import { type AccountRecord, listAccountsOfUser } from "@/lib/db/accounts";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { listOverridesOfUser, type OverrideRecord } from "@/lib/db/overrides";
import { findUser, type UserRecord } from "@/lib/db/users";
import { type AccountView, toAccountView } from "@/lib/use-cases/accounts/account-view";
import { useCase } from "@/lib/use-cases/use-case";
import { listCurrentSources, type SourceRef, toUserRowViews, type UserRowView } from "./user-view";

/** There is at most one for each field. */
const OVERRIDES_MAX = 200;

type ValueSource = SourceRef & { readonly accountId: AccountId };

export interface UserDetailView extends UserRowView {
  readonly fields: { readonly field: string; readonly value: string; readonly source: ValueSource | null }[];
  readonly statusSource: (ValueSource & { readonly rawStatus: string }) | null;
  readonly accounts: AccountView[];
  readonly overrides: OverrideRecord[];
  readonly signIn: { readonly maySignIn: boolean; readonly hasSignIn: boolean; readonly openSessions: number };
  readonly mergedInto: { readonly id: UserId; readonly name: string } | null;
  readonly createdAt: Date;
}

/** One User with the source of every value; throws `not_found`. */
export const getUser = useCase({
  permission: "user:read",
  input: z.object({ id: UserId }),
  run: ({ scope, input }) => getUserView(scope, input.id),
});

async function getUserView(scope: OrganizationScope, id: UserId): Promise<UserDetailView> {
  const user = await findUser(scope, id);
  if (user === null) throw new AppError("not_found", "There is no such User.");
  const current = await listCurrentSources(scope);
  const [row] = await toUserRowViews(scope, [user], current);
  if (row === undefined) throw new AppError("not_found", "There is no such User.");
  // A value may come from an account that has since been given to somebody else.
  const accounts = await listAccountsOfUser(scope, id, Object.values(user.provenance));
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const statusAccount = findSource(user, byId, "employeeStatus");
  const own = accounts.filter((account) => account.user?.id === id).map((account) => toAccountView(account, current));
  return {
    ...row,
    fields: toFields(user).map(([field, value]) => ({ field, value, source: toValueSource(findSource(user, byId, field)) })),
    statusSource: statusAccount === undefined ? null : { ...toValueSource(statusAccount), rawStatus: statusAccount.rawStatus },
    accounts: own.toSorted((one, other) => rankOf(one) - rankOf(other)),
    overrides: await listOverridesOfUser(scope, { userId: id, limit: OVERRIDES_MAX, inForceOnly: true }),
    signIn: { maySignIn: maySignIn(user.employeeStatus), hasSignIn: user.hasSignIn, openSessions: user.openSessions },
    mergedInto: user.mergedInto,
    createdAt: user.createdAt,
  };
}

const rankOf = ({ source }: AccountView): number => source.rank ?? Number.MAX_SAFE_INTEGER;

/** Every field that has a value: the known ones in our order, then whatever else there is. */
function toFields({ email, givenName, familyName, profile }: UserRecord): [string, string][] {
  const values: Record<string, string | null> = { ...profile, email, givenName, familyName };
  const names = new Set<string>([...PROFILE_FIELDS, ...Object.keys(profile).sort()]);
  return [...names].flatMap((field): [string, string][] => {
    const value = values[field];
    return value === undefined || value === null || value === "" ? [] : [[field, value]];
  });
}

function findSource(user: UserRecord, accounts: ReadonlyMap<AccountId, AccountRecord>, field: string): AccountRecord | undefined {
  const accountId = user.provenance[field];
  return accountId === undefined ? undefined : accounts.get(accountId);
}

function toValueSource(account: AccountRecord): ValueSource;
function toValueSource(account: AccountRecord | undefined): ValueSource | null;
function toValueSource(account: AccountRecord | undefined): ValueSource | null {
  return account === undefined ? null : { ...account.source, accountId: account.id };
}
