import type { LoginProviderRecord } from "@/lib/db/login-providers";
import { redirectUriOf, startUriOf } from "./provider-settings";

/** What a screen may know of a provider: never its secret. */
export const toProviderView = ({ testedVersion, version, enabledAt, ...provider }: LoginProviderRecord) => ({
  ...provider,
  redirectUri: redirectUriOf(provider.id),
  startUri: startUriOf(provider.id),
  isTested: testedVersion === version,
  isOn: enabledAt !== null,
});
