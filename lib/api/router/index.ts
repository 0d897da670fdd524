import { activityRouter } from "./activity";
import { apiTokensRouter } from "./api-tokens";
import { meRouter } from "./me";
import { organizationsRouter } from "./organizations";

/** Every operation of the contract with its handler, one file per noun. */
export const router = {
  me: meRouter,
  organizations: organizationsRouter,
  apiTokens: apiTokensRouter,
  activity: activityRouter,
};
