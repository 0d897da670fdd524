import { z } from "zod";
import { AccountId, UserId } from "@/lib/core/ids";
import { Prisma } from "./generated/client";
import type { OrganizationScope } from "./in-organization";

export interface AccountOwner {
  readonly accountId: AccountId;
  readonly name: string;
  readonly integrationName: string;
  readonly userId: UserId | null;
  readonly rule: string | null;
  readonly linkedAt: Date | null;
}

const OwnerRow = z.object({
  accountId: AccountId,
  name: z.string(),
  integrationName: z.string(),
  userId: UserId.nullable(),
  rule: z.string().nullable(),
  linkedAt: z.date().nullable(),
});

/** Whose these Accounts are; only those that exist in this Organization. */
export async function findOwners(scope: OrganizationScope, accountIds: readonly AccountId[]): Promise<AccountOwner[]> {
  return listOwners(scope, Prisma.sql`a.id = any (${[...accountIds]}::uuid[])`);
}

/** Every Account of a User. */
export const listOwned = (scope: OrganizationScope, userId: UserId): Promise<AccountOwner[]> => listOwners(scope, Prisma.sql`a.user_id = ${userId}::uuid`);

async function listOwners(scope: OrganizationScope, condition: Prisma.Sql): Promise<AccountOwner[]> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    select a.id as "accountId", a.user_id as "userId", a.link_rule as rule, a.linked_at as "linkedAt", i.name as "integrationName",
      coalesce(nullif(trim(concat_ws(' ', a.profile ->> 'givenName', a.profile ->> 'familyName')), ''), a.profile ->> 'displayName', a.email, a.external_id) as name
    from accounts a join integrations i on i.organization_id = a.organization_id and i.id = a.integration_id
    where a.organization_id = ${scope.organizationId}::uuid and ${condition}
    order by a.id`;
  return z.array(OwnerRow).parse(rows);
}

/** Gives Accounts to a User, or with null to nobody, and writes by which rule. */
export async function moveAccounts(scope: OrganizationScope, accountIds: readonly AccountId[], to: { userId: UserId; rule: string } | null): Promise<void> {
  await scope.db.account.updateMany({
    where: { organizationId: scope.organizationId, id: { in: [...accountIds] } },
    data: { userId: to?.userId ?? null, linkRule: to?.rule ?? null, linkedAt: to === null ? null : new Date() },
  });
}

export interface MoveRow {
  readonly kind: "CREATE" | "LINK" | "UNLINK" | "MERGE" | "SPLIT";
  readonly userId: UserId;
  readonly accountId: AccountId | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** Writes what a person decided into the history of the Users concerned. */
export async function recordMoves(scope: OrganizationScope, moves: readonly MoveRow[], actorUserId: UserId | null): Promise<void> {
  const rows = moves.map(({ kind, userId, accountId, before, after }) => ({ kind, user_id: userId, account_id: accountId, before, after }));
  await scope.db.$executeRaw`
    insert into changes (organization_id, user_id, kind, before, after, reason, account_id, integration_id, actor_user_id, applied_at)
    select ${scope.organizationId}::uuid, move.user_id, move.kind, move.before, move.after, 'DECISION', move.account_id, account.integration_id,
      ${actorUserId}::uuid, now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as move (kind text, user_id uuid, account_id uuid, before text, after text)
    left join accounts account on account.organization_id = ${scope.organizationId}::uuid and account.id = move.account_id`;
}

/** Makes a User with what an Account says, so that its first values are no changes; settling it afterwards is the caller's. */
export async function insertUserFrom(scope: OrganizationScope, accountId: AccountId): Promise<UserId> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    insert into users (organization_id, email, given_name, family_name, employee_status, profile, provenance)
    select organization_id, email, profile ->> 'givenName', profile ->> 'familyName',
      case status when 'ACTIVE' then 'ACTIVE'::employee_status when 'STAGED' then 'STAGED' when 'SUSPENDED' then 'SUSPENDED'
        when 'ARCHIVED' then 'INACTIVE' when 'DEPROVISIONED' then 'INACTIVE' else 'STAGED' end,
      profile - '{email,givenName,familyName}'::text[],
      coalesce((select jsonb_object_agg(field, accounts.id) from jsonb_object_keys(profile) field), '{}')
    from accounts where organization_id = ${scope.organizationId}::uuid and id = ${accountId}::uuid
    returning id`;
  return UserId.parse(z.tuple([z.object({ id: z.string() })]).parse(rows)[0].id);
}

const ValuesRow = z.tuple([
  z.object({
    own: z.record(z.string(), z.string().nullable()),
    profile: z.record(z.string(), z.string()),
    provenance: z.record(z.string(), z.string()),
  }),
]);

/**
 * Takes from a User the values that only Accounts gave which a person found to be somebody else's; the values of
 * `before`, where given, come back in their place. A User without any Account keeps them (DOMAIN rule 5). Answers
 * whether there were any.
 */
export async function forgetValues(
  scope: OrganizationScope,
  { userId, accountIds, before = {}, actorUserId }: { userId: UserId; accountIds: readonly AccountId[]; before?: Readonly<Record<string, string>>; actorUserId: UserId | null },
): Promise<boolean> {
  const { db, organizationId } = scope;
  if ((await db.account.count({ where: { organizationId, userId } })) === 0) return false;
  const [user] = ValuesRow.parse(
    await db.$queryRaw`
      select jsonb_build_object('email', email, 'givenName', given_name, 'familyName', family_name) as own, profile, provenance
      from users where organization_id = ${organizationId}::uuid and id = ${userId}::uuid`,
  );
  const moved = new Set<string>(accountIds);
  const forgotten = Object.entries(user.provenance).flatMap(([field, by]) => (moved.has(by) ? [field] : []));
  if (forgotten.length === 0) return false;
  const values: Record<string, string | null> = { ...user.profile, ...user.own };
  const changes = forgotten
    .filter((field) => field !== "employeeStatus")
    .map((field) => ({ field, before: values[field] ?? null, after: before[field] ?? null }))
    .filter((change) => change.before !== change.after);
  for (const { field, after } of changes) values[field] = after;
  const { email, givenName, familyName, ...profile } = values;
  await db.user.updateMany({
    where: { organizationId, id: userId },
    data: {
      email: email ?? null,
      givenName: givenName ?? null,
      familyName: familyName ?? null,
      profile: Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null)),
      provenance: Object.fromEntries(Object.entries(user.provenance).filter(([, by]) => !moved.has(by))),
      updatedAt: new Date(),
    },
  });
  await db.change.createMany({
    data: changes.map((change) => ({ ...change, organizationId, userId, kind: "FIELD", reason: "DECISION", actorUserId, appliedAt: new Date() })),
  });
  return true;
}

/**
 * Puts aside a User who was made by a decision that was taken back, if nothing has come to belong to it: into the User
 * whose the Accounts are, else away. Answers whether it is gone from sight.
 */
export async function retireEmpty(scope: OrganizationScope, userId: UserId, intoId: UserId | null): Promise<boolean> {
  const { organizationId } = scope;
  const empty = Prisma.sql`organization_id = ${organizationId}::uuid and id = ${userId}::uuid and sign_in_identity_id is null and role = 'USER'
    and merged_into_id is null and not exists (select from accounts a where a.organization_id = users.organization_id and a.user_id = users.id)`;
  const retired =
    intoId === null
      ? await scope.db.$executeRaw`delete from users where ${empty}`
      : await scope.db.$executeRaw`
          update users set merged_into_id = ${intoId}::uuid, employee_status = 'INACTIVE', next_transition_at = null, updated_at = now() where ${empty}`;
  return retired === 1;
}

/** Whether a person's decision made this User. */
export async function wasMadeByDecision(scope: OrganizationScope, userId: UserId): Promise<boolean> {
  const made = await scope.db.change.findFirst({
    where: { organizationId: scope.organizationId, userId, kind: "CREATE", syncRunId: null },
    select: { id: true },
  });
  return made !== null;
}

/** The User who stands for this one: itself, or the last one it was merged into. Null where there is none. */
export async function findRoot(scope: OrganizationScope, userId: UserId): Promise<UserId | null> {
  const rows = await scope.db.$queryRaw<unknown[]>`
    with recursive chain as (
      select id, merged_into_id from users where organization_id = ${scope.organizationId}::uuid and id = ${userId}::uuid
      union
      select further.id, further.merged_into_id from chain
        join users further on further.organization_id = ${scope.organizationId}::uuid and further.id = chain.merged_into_id)
    select id from chain where merged_into_id is null`;
  return z.array(z.object({ id: UserId })).parse(rows)[0]?.id ?? null;
}
