import { ResultCodeError } from "ldapts";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { toTransportError } from "@/lib/connectors/kit/http-error";

/** Codes of RFC 4511 that somebody acts on in a way of its own. */
export const RESULT = {
  protocolError: 2,
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  authMethodNotSupported: 7,
  strongerAuthRequired: 8,
  referral: 10,
  adminLimitExceeded: 11,
  confidentialityRequired: 13,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccess: 50,
  busy: 51,
  unavailable: 52,
} as const;

export const hasCode = (error: unknown, ...codes: readonly number[]): boolean => error instanceof ResultCodeError && codes.includes(error.code);

/** What Active Directory says behind "data" when it refuses a password that is right or an account that is known. */
const REFUSED_BECAUSE: Readonly<Record<string, string>> = {
  "532": "its password has expired",
  "533": "it is disabled",
  "701": "it has expired",
  "773": "it must choose a new password first",
  "775": "it is locked out",
};

/** Turns a failure of the directory or of the connection into who has to do what. */
export function toDirectoryError(host: string, error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (!(error instanceof ResultCodeError)) return toTransportError(host, error);
  switch (error.code) {
    case RESULT.invalidCredentials:
    case RESULT.inappropriateAuthentication: {
      const reason = REFUSED_BECAUSE[/\bdata ([0-9a-f]+)/i.exec(error.message)?.[1] ?? ""];
      return new ConnectorError("AUTH_REJECTED", `${host} rejected the account${reason === undefined ? " or its password" : `: ${reason}`}. Reconnect with current credentials.`);
    }
    case RESULT.insufficientAccess:
      return new ConnectorError("SCOPE_MISSING", `${host} knows the account but does not let it read people. Grant it the right to read below the base DN, then try again.`);
    case RESULT.sizeLimitExceeded:
    case RESULT.adminLimitExceeded:
      return new ConnectorError("SCOPE_MISSING", `${host} lets this account read only a part of the people. Raise its size limit, or allow it paged results without one.`);
    case RESULT.noSuchObject:
    case RESULT.invalidDnSyntax:
    case RESULT.referral:
      return new ConnectorError("CONFIG_INVALID", `${host} holds nothing under this base DN, or hides it from the account. Check the base DN in the settings.`);
    case RESULT.strongerAuthRequired:
    case RESULT.confidentialityRequired:
    case RESULT.authMethodNotSupported:
      return new ConnectorError("CONFIG_INVALID", `${host} does not accept a password over this kind of connection. Choose LDAPS in the settings.`);
    case RESULT.busy:
    case RESULT.unavailable:
    case RESULT.timeLimitExceeded:
      return new ConnectorError("SOURCE_UNAVAILABLE", `${host} is busy or has a problem of its own. Nothing was changed; the sync tries again later.`);
    default:
      return new ConnectorError("UNEXPECTED_RESPONSE", `${host} refused the search (LDAP code ${String(error.code)}). Nothing was changed. Check the settings.`);
  }
}
