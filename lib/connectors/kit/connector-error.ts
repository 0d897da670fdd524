/** A kind exists only where somebody acts differently on it: see docs/connectors.md for who does what. */
export const CONNECTOR_ERROR_KINDS = [
  "CONFIG_INVALID",
  "AUTH_REJECTED",
  "SCOPE_MISSING",
  "RATE_LIMITED",
  "SOURCE_UNAVAILABLE",
  "UNEXPECTED_RESPONSE",
] as const;
export type ConnectorErrorKind = (typeof CONNECTOR_ERROR_KINDS)[number];

export class ConnectorError extends Error {
  override readonly name = "ConnectorError";
  /** Read only for RATE_LIMITED; one minute when the source does not say. */
  readonly retryAfterMs: number;
  /** Where a status of HTTP says more than the kind: whoever asks for one record by its id knows what a 404 means. */
  readonly httpStatus: number | undefined;
  /** The pause is ours, to leave a share of the limit to others: it counts against no budget. */
  readonly isOwnPause: boolean;

  constructor(
    readonly kind: ConnectorErrorKind,
    /** What happened and what the Admin should do, in plain words; never a token, a body or a stack. */
    message: string,
    options: { retryAfterMs?: number; httpStatus?: number; isOwnPause?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? 60_000;
    this.httpStatus = options.httpStatus;
    this.isOwnPause = options.isOwnPause ?? false;
  }
}
