import { oc } from "@orpc/contract";
import { z } from "zod";
import { ROLES } from "@/lib/core/access/roles";
import { ACCOUNT_KINDS, ACCOUNT_STATUSES } from "@/lib/core/accounts";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { RoleGrant, userSessionsContract } from "./access";
import { Flag, Instant, Named, page, PageQuery, SourceRef } from "./common";
import { explainUserContract } from "./explain";
import { Override } from "./overrides";
import { Change } from "./sync-runs";

export const UserRow = z.object({
  id: z.uuid(),
  email: z.string().nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  employeeStatus: z.enum(EMPLOYEE_STATUSES),
  statusChangedAt: Instant,
  title: z.string().nullable(),
  department: z.string().nullable(),
  role: z.enum(ROLES),
  /** Current sources in which the person is present, the first listed first. */
  sources: z.array(SourceRef.extend({ rank: z.number().int() })),
  /** No present account in any current source. */
  isSourceless: z.boolean(),
  /** Fields, or `employeeStatus`, that a person set over all sources. */
  overridden: z.array(z.string()),
});
export type UserRow = z.output<typeof UserRow>;

export const Account = z.object({
  id: z.uuid(),
  source: SourceRef.extend({ rank: z.number().int().nullable() }),
  externalId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  kind: z.enum(ACCOUNT_KINDS),
  status: z.enum(ACCOUNT_STATUSES),
  rawStatus: z.string(),
  profile: z.record(z.string(), z.string()),
  /** Since when no complete walk returns it; null while present. */
  missingSince: Instant.nullable(),
  changedAt: Instant,
  user: Named.extend({ employeeStatus: z.enum(EMPLOYEE_STATUSES) }).nullable(),
  /** `employee-number`, `email`, `alias`, `created`, `person` or `merged`. */
  linkRule: z.string().nullable(),
  /** Of a link that a person made: who, and why. */
  linkedBy: Named.nullable(),
  linkReason: z.string().nullable(),
  linkedAt: Instant.nullable(),
  needsReview: z.boolean(),
});
export type Account = z.output<typeof Account>;

export const UserDetail = UserRow.extend({
  fields: z.array(z.object({ field: z.string(), value: z.string(), source: SourceRef.extend({ accountId: z.uuid() }).nullable() })),
  statusSource: SourceRef.extend({ accountId: z.uuid(), rawStatus: z.string() }).nullable(),
  accounts: z.array(Account),
  /** In force, for the badge beside each value. */
  overrides: z.array(Override),
  signIn: z.object({ maySignIn: z.boolean(), hasSignIn: z.boolean(), openSessions: z.number().int() }),
  /** The User who stands for this one since a person merged the two; its accounts and its sign-in are there. */
  mergedInto: Named.nullable(),
  createdAt: Instant,
});
export type UserDetail = z.output<typeof UserDetail>;

const Id = z.object({ id: z.uuid() });
export const USER_SORTS = ["name", "-name", "email", "-email", "statusChangedAt", "-statusChangedAt"] as const;
const tags = ["Users"];
export const usersContract = {
  list: oc
    .route({ method: "GET", path: "/users", tags, summary: "Lumos Users" })
    .input(
      PageQuery.extend({
        /** Part of a name or e-mail. */
        query: z.string().trim().max(200).optional(),
        employeeStatus: z.enum(EMPLOYEE_STATUSES).optional(),
        integrationId: z.uuid().optional(),
        sourceless: Flag.optional(),
        sort: z.enum(USER_SORTS).default("name"),
      }),
    )
    .output(page(UserRow)),
  summary: oc
    .route({ method: "GET", path: "/users/summary", tags, summary: "How many Users by Employee Status" })
    .output(z.object({ total: z.number().int(), byStatus: z.record(z.enum(EMPLOYEE_STATUSES), z.number().int()), sourceless: z.number().int() })),
  get: oc.route({ method: "GET", path: "/users/{id}", tags, summary: "One User with the source of every value" }).input(Id).output(UserDetail),
  explain: explainUserContract,
  history: oc
    .route({ method: "GET", path: "/users/{id}/history", tags, summary: "Every applied change, newest first" })
    .input(Id.extend(PageQuery.shape))
    .output(page(Change)),
  update: oc
    .route({ method: "PATCH", path: "/users/{id}", tags, summary: "Change a User's role" })
    .input(Id.extend(RoleGrant.shape))
    .output(UserDetail),
  createSignInLink: oc
    .route({ method: "POST", path: "/users/{id}/sign-in-link", successStatus: 201, tags, summary: "A one-time link by which this User sets a password" })
    .input(Id)
    .output(z.object({ url: z.string(), expiresAt: Instant })),
  ...userSessionsContract,
};

export const accountsContract = {
  list: oc
    .route({ method: "GET", path: "/accounts", tags: ["Accounts"], summary: "Accounts of every integration" })
    .input(
      PageQuery.extend({
        query: z.string().trim().max(200).optional(),
        integrationId: z.uuid().optional(),
        status: z.enum(ACCOUNT_STATUSES).optional(),
        userId: z.uuid().optional(),
        unmatched: Flag.optional(),
      }),
    )
    .output(page(Account)),
  get: oc
    .route({ method: "GET", path: "/accounts/{id}", tags: ["Accounts"], summary: "One account with the provider's record" })
    .input(Id)
    .output(Account.extend({ raw: z.unknown() })),
};
