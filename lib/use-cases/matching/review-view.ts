import type { AccountId, IntegrationId, UserId } from "@/lib/core/ids";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import type { ReviewReason } from "@/lib/core/users/match-account";
import { type AccountRecord, listAccountsOfUsers } from "@/lib/db/accounts";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { listDecisions } from "@/lib/db/match-decisions";
import type { ReviewRecord } from "@/lib/db/match-reviews";
import { findUsers, type UserRecord } from "@/lib/db/users";
import { type AccountView, toAccountView } from "@/lib/use-cases/accounts/account-view";
import { listCurrentSources } from "@/lib/use-cases/users/user-view";
import { type ComparedField, compareFields } from "./compare-fields";
import { type DecisionView, toDecisionView } from "./decision-view";

export interface ReviewView {
  readonly id: string;
  readonly reason: ReviewReason;
  readonly explanation: string;
  readonly account: AccountView;
  readonly candidates: {
    readonly user: { readonly id: UserId; readonly name: string; readonly email: string | null; readonly employeeStatus: EmployeeStatus };
    readonly accounts: AccountView[];
    readonly fields: ComparedField[];
  }[];
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  readonly decisions: DecisionView[];
}

// Far more than people decide about a page of accounts.
const DECISIONS_MAX = 2_000;

/** Many at once with the same few statements; a review whose Account is gone is left out. */
export async function toReviewViews(scope: OrganizationScope, reviews: readonly ReviewRecord[]): Promise<ReviewView[]> {
  const current = await listCurrentSources(scope);
  const userIds = [...new Set(reviews.flatMap(({ candidateUserIds }) => candidateUserIds))];
  const accountIds = reviews.map(({ accountId }) => accountId);
  const accounts = await listAccountsOfUsers(scope, userIds, accountIds);
  const byId = new Map<AccountId, AccountRecord>(accounts.map((account) => [account.id, account]));
  const byUser = Map.groupBy(accounts, ({ user }) => user?.id);
  const users = new Map((await findUsers(scope, userIds)).map((user) => [user.id, user]));
  const decisions = Map.groupBy(await listDecisions(scope, { limit: DECISIONS_MAX, accountIds }), ({ account }) => account.id);
  return reviews.flatMap((review): ReviewView[] => {
    const account = byId.get(review.accountId);
    if (account === undefined) return [];
    const candidates = review.candidateUserIds.flatMap((id) => {
      const user = users.get(id);
      return user === undefined ? [] : [toCandidate(account, user, byUser.get(id) ?? [], current)];
    });
    const { id, reason, createdAt, resolvedAt } = review;
    return [
      {
        id, reason, createdAt, resolvedAt, candidates,
        explanation: explain(reason, candidates.length),
        account: toAccountView(account, current),
        decisions: (decisions.get(account.id) ?? []).map(toDecisionView),
      },
    ];
  });
}

function toCandidate(account: AccountRecord, user: UserRecord, accounts: readonly AccountRecord[], current: readonly IntegrationId[]) {
  const name = [user.givenName, user.familyName].filter((part) => part !== null && part !== "").join(" ");
  return {
    user: { id: user.id, name: name || (user.email ?? ""), email: user.email, employeeStatus: user.employeeStatus },
    accounts: accounts.map((each) => toAccountView(each, current)),
    fields: compareFields(account, user, accounts),
  };
}

function explain(reason: ReviewReason, candidates: number): string {
  switch (reason) {
    case "ambiguous":
      return candidates > 1
        ? `The account fits ${String(candidates)} Users equally well. Say which one it belongs to.`
        : "The account shares its address or number with several others. Say whose it is.";
    case "number-and-email-disagree":
      return "The employee number is one person's and the e-mail another's. Say whose account it is, and have the wrong one corrected in its source.";
    case "other-person-same-number":
      return "The employee number is known, but name and e-mail are another person's. Two companies may have given out the same number.";
    case "other-employee-number":
      return "The e-mail is known, but with another employee number. The address may have passed to somebody else, or the person was given a new number.";
    case "address-of-a-leaver":
      return "The e-mail belonged to somebody who has left and had another name. The address may have passed to a new person.";
  }
}
