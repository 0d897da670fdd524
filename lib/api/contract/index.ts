import { accountsContract, usersContract } from "./users";
import { rolesContract } from "./access";
import { activityContract, apiTokensContract } from "./settings";
import { connectorsContract, integrationsContract } from "./integrations";
import { loginProvidersContract } from "./login-providers";
import { matchingContract } from "./matching";
import { meContract, organizationsContract } from "./me";
import { overridesContract } from "./overrides";
import { signInMethodsContract } from "./sign-in-methods";
import { sourceOfTruthContract } from "./source-of-truth";
import { syncRunsContract } from "./sync-runs";
import { transitionsContract } from "./transitions";

/** Every operation under /api/v1, for the server, the browser, the OpenAPI document and tests alike. */
export const contract = {
  me: meContract,
  signInMethods: signInMethodsContract,
  organizations: organizationsContract,
  connectors: connectorsContract,
  integrations: integrationsContract,
  sourceOfTruth: sourceOfTruthContract,
  syncRuns: syncRunsContract,
  users: usersContract,
  overrides: overridesContract,
  accounts: accountsContract,
  matching: matchingContract,
  transitions: transitionsContract,
  roles: rolesContract,
  loginProviders: loginProvidersContract,
  apiTokens: apiTokensContract,
  activity: activityContract,
};
