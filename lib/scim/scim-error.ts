export type ScimType = "invalidFilter" | "tooMany" | "uniqueness" | "mutability" | "invalidSyntax" | "invalidPath" | "noTarget" | "invalidValue" | "invalidVers" | "sensitive";

/** A refusal as RFC 7644 section 3.12 words it. */
export class ScimError extends Error {
  override readonly name = "ScimError";
  constructor(
    readonly status: number,
    message: string,
    readonly scimType?: ScimType,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

const ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";

/** The body of a refusal; the status is a string, as the RFC wants it. */
export const toErrorBody = ({ status, message, scimType }: ScimError): Record<string, unknown> => ({
  schemas: [ERROR_SCHEMA],
  ...(scimType !== undefined && { scimType }),
  detail: message,
  status: String(status),
});
