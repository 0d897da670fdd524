import { getAccount } from "@/lib/use-cases/accounts/get-account";
import { countMatchReviews } from "@/lib/use-cases/matching/count-match-reviews";
import { getMatchDecision } from "@/lib/use-cases/matching/get-match-decision";
import { getMatchReview } from "@/lib/use-cases/matching/get-match-review";
import { getUserMerge } from "@/lib/use-cases/matching/get-user-merge";
import { linkAccount } from "@/lib/use-cases/matching/link-account";
import { listMatchDecisions } from "@/lib/use-cases/matching/list-match-decisions";
import { listMatchReviews } from "@/lib/use-cases/matching/list-match-reviews";
import { listUserMerges } from "@/lib/use-cases/matching/list-user-merges";
import { mergeUsers } from "@/lib/use-cases/matching/merge-users";
import { resolveMatchReview } from "@/lib/use-cases/matching/resolve-match-review";
import { revokeDecision } from "@/lib/use-cases/matching/revoke-decision";
import { splitUser } from "@/lib/use-cases/matching/split-user";
import { undoMerge } from "@/lib/use-cases/matching/undo-merge";
import { unlinkAccount } from "@/lib/use-cases/matching/unlink-account";
import { getUser } from "@/lib/use-cases/users/get-user";
import { os } from "./base";
import { toWire } from "./wire";

const { matching } = os;

export const matchingRouter = {
  listReviews: matching.listReviews.handler(async ({ context, input }) => toWire(await listMatchReviews(context.actor, input))),
  countReviews: matching.countReviews.handler(({ context }) => countMatchReviews(context.actor, {})),
  getReview: matching.getReview.handler(async ({ context, input }) => toWire(await getMatchReview(context.actor, input))),
  resolveReview: matching.resolveReview.handler(async ({ context, input }) =>
    toWire(await getMatchReview(context.actor, await resolveMatchReview(context.actor, input))),
  ),
  link: matching.link.handler(async ({ context, input }) => toWire(await getAccount(context.actor, await linkAccount(context.actor, input)))),
  unlink: matching.unlink.handler(async ({ context, input }) => toWire(await getAccount(context.actor, await unlinkAccount(context.actor, input)))),
  merge: matching.merge.handler(async ({ context, input }) => toWire(await getUserMerge(context.actor, await mergeUsers(context.actor, input)))),
  split: matching.split.handler(async ({ context, input }) => {
    const { userId, decisionId } = await splitUser(context.actor, input);
    return toWire({ ...(await getUser(context.actor, { id: userId })), decisionId });
  }),
  listDecisions: matching.listDecisions.handler(async ({ context, input }) => toWire(await listMatchDecisions(context.actor, input))),
  revokeDecision: matching.revokeDecision.handler(async ({ context, input }) =>
    toWire(await getMatchDecision(context.actor, await revokeDecision(context.actor, input))),
  ),
  listMerges: matching.listMerges.handler(async ({ context, input }) => toWire(await listUserMerges(context.actor, input))),
  undoMerge: matching.undoMerge.handler(async ({ context, input }) => toWire(await getUserMerge(context.actor, await undoMerge(context.actor, input)))),
};
