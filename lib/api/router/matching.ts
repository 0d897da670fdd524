import { AppError } from "@/lib/core/errors";
import { os } from "./base";

const { matching } = os;
const pending = (): never => {
  throw new AppError("unavailable", "This is not offered yet.");
};

export const matchingRouter = {
  listReviews: matching.listReviews.handler(pending),
  getReview: matching.getReview.handler(pending),
  resolveReview: matching.resolveReview.handler(pending),
  link: matching.link.handler(pending),
  unlink: matching.unlink.handler(pending),
  merge: matching.merge.handler(pending),
  split: matching.split.handler(pending),
  listDecisions: matching.listDecisions.handler(pending),
  revokeDecision: matching.revokeDecision.handler(pending),
  listMerges: matching.listMerges.handler(pending),
  undoMerge: matching.undoMerge.handler(pending),
};
