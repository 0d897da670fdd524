import { accountsRouter } from "./accounts";
import { activityRouter } from "./activity";
import { apiTokensRouter } from "./api-tokens";
import { os } from "./base";
import { connectorsRouter } from "./connectors";
import { integrationsRouter } from "./integrations";
import { loginProvidersRouter } from "./login-providers";
import { matchingRouter } from "./matching";
import { meRouter } from "./me";
import { organizationsRouter } from "./organizations";
import { overridesRouter } from "./overrides";
import { rolesRouter } from "./roles";
import { signInMethodsRouter } from "./sign-in-methods";
import { sourceOfTruthRouter } from "./source-of-truth";
import { syncRuns } from "./sync-runs";
import { transitionsRouter } from "./transitions";
import { usersRouter } from "./users";

/** Every operation of the contract with its handler, one file per noun; the compiler refuses a contract that is not fulfilled. */
export const router = os.router({
  me: meRouter,
  signInMethods: signInMethodsRouter,
  organizations: organizationsRouter,
  connectors: connectorsRouter,
  integrations: integrationsRouter,
  sourceOfTruth: sourceOfTruthRouter,
  syncRuns,
  users: usersRouter,
  overrides: overridesRouter,
  accounts: accountsRouter,
  transitions: transitionsRouter,
  matching: matchingRouter,
  roles: rolesRouter,
  loginProviders: loginProvidersRouter,
  apiTokens: apiTokensRouter,
  activity: activityRouter,
});
