import { oc } from "@orpc/contract";
import { z } from "zod";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { REVIEW_REASONS } from "@/lib/core/users/match-account";
import { Instant, Named, page, PageQuery } from "./common";
import { Account, UserDetail } from "./users";

const Id = z.object({ id: z.uuid() });
/** Shown wherever the decision counts. */
const Reason = z.string().trim().min(1, "Say why, in a few words.").max(500);

/** What a person decided about an account, in force until it is revoked. */
export const MatchDecision = z.object({
  id: z.uuid(),
  /** `link`: belongs to this User; `never`: never belongs to this User; `ignore`: belongs to nobody. */
  kind: z.enum(["link", "never", "ignore"]),
  account: Named,
  user: Named.nullable(),
  /** Whose the account was before. */
  previousUser: Named.nullable(),
  reason: z.string().nullable(),
  decidedBy: Named.nullable(),
  decidedAt: Instant,
  revokedAt: Instant.nullable(),
});
export type MatchDecision = z.output<typeof MatchDecision>;

const Candidate = z.object({
  user: Named.extend({ email: z.string().nullable(), employeeStatus: z.enum(EMPLOYEE_STATUSES) }),
  accounts: z.array(Account),
  /** Side by side; `agrees` is null where one of the two says nothing. */
  fields: z.array(
    z.object({ field: z.string(), label: z.string(), account: z.string().nullable(), user: z.string().nullable(), agrees: z.boolean().nullable() }),
  ),
});

/** Somebody the machine would have to guess about. */
export const MatchReview = z.object({
  id: z.uuid(),
  reason: z.enum(REVIEW_REASONS),
  /** The reason as a sentence for the Admin. */
  explanation: z.string(),
  account: Account,
  candidates: z.array(Candidate),
  createdAt: Instant,
  resolvedAt: Instant.nullable(),
  /** What was decided about the account, newest first, revoked ones too. */
  decisions: z.array(MatchDecision),
});
export type MatchReview = z.output<typeof MatchReview>;

/** Two Users that a person found to be one. */
export const UserMerge = z.object({
  id: z.uuid(),
  kept: Named,
  merged: Named,
  /** How many accounts moved to the kept User. */
  accounts: z.number().int(),
  reason: z.string().nullable(),
  mergedBy: Named.nullable(),
  mergedAt: Instant,
  undoneAt: Instant.nullable(),
});
export type UserMerge = z.output<typeof UserMerge>;

const tags = ["Matching"];
export const matchingContract = {
  listReviews: oc
    .route({ method: "GET", path: "/match-reviews", tags, summary: "Accounts that wait for a person to say whose they are" })
    .input(PageQuery.extend({ state: z.enum(["open", "resolved"]).default("open"), reason: z.enum(REVIEW_REASONS).optional() }))
    .output(page(MatchReview)),
  countReviews: oc
    .route({ method: "GET", path: "/match-reviews/count", tags, summary: "How many accounts wait for a person" })
    .output(z.object({ open: z.number().int().min(0) })),
  getReview: oc.route({ method: "GET", path: "/match-reviews/{id}", tags, summary: "One review with the evidence side by side" }).input(Id).output(MatchReview),
  resolveReview: oc
    .route({ method: "POST", path: "/match-reviews/{id}/resolve", tags, summary: "Say whose the account is: a User's, a new person's, or nobody's" })
    .input(
      Id.extend({
        decision: z.enum(["link", "new-person", "ignore"]),
        /** With `link`: whose. */
        userId: z.uuid().optional(),
        reason: Reason.optional(),
      }),
    )
    .output(MatchReview),
  link: oc
    .route({ method: "POST", path: "/accounts/{id}/link", tags, summary: "Give an account to a User; stays, whatever the keys say" })
    .input(Id.extend({ userId: z.uuid(), reason: Reason }))
    .output(Account),
  unlink: oc
    .route({ method: "POST", path: "/accounts/{id}/unlink", tags, summary: "Take an account from its User" })
    .input(
      Id.extend({
        reason: Reason,
        /** True: never to this User again. False: matching decides anew at once. */
        never: z.boolean().default(true),
      }),
    )
    .output(Account),
  merge: oc
    .route({ method: "POST", path: "/users/{id}/merge", tags, summary: "Merge another User into this one; can be undone" })
    .input(Id.extend({ userId: z.uuid(), reason: Reason }))
    .output(UserMerge),
  split: oc
    .route({ method: "POST", path: "/users/{id}/split", successStatus: 201, tags, summary: "Make a new User of some of this User's accounts" })
    .input(Id.extend({ accountIds: z.array(z.uuid()).min(1).max(200), reason: Reason }))
    .output(UserDetail.extend({ decisionId: z.uuid() })),
  listDecisions: oc
    .route({ method: "GET", path: "/match-decisions", tags, summary: "What people decided about accounts, newest first" })
    .input(PageQuery.extend({ accountId: z.uuid().optional(), userId: z.uuid().optional() }))
    .output(page(MatchDecision)),
  revokeDecision: oc
    .route({ method: "POST", path: "/match-decisions/{id}/revoke", tags, summary: "Undo a decision; one of a split undoes the split" })
    .input(Id)
    .output(MatchDecision),
  listMerges: oc
    .route({ method: "GET", path: "/user-merges", tags, summary: "Merged Users, newest first" })
    .input(PageQuery.extend({ userId: z.uuid().optional() }))
    .output(page(UserMerge)),
  undoMerge: oc.route({ method: "POST", path: "/user-merges/{id}/undo", tags, summary: "Part two merged Users again" }).input(Id).output(UserMerge),
};
