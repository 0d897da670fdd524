/**
 * Why a caller was refused. A code exists only where a caller behaves differently on it; the HTTP
 * status of each stands in `lib/api/router/problem.ts` and nowhere else.
 */
export type ErrorCode =
  | "invalid_input"
  | "unauthenticated"
  | "blocked"
  | "forbidden"
  | "reauthentication_required"
  | "too_many_attempts"
  | "not_found"
  | "conflict"
  | "payload_too_large"
  | "provider_rejected"
  | "unavailable";

/** A refusal the caller can act on. People read `message`; only the log reads `cause`. */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions & {
      /** Which field of the input is meant, as a path such as `config.baseUrl`, and what to do. */
      fields?: Readonly<Record<string, string>>;
    },
  ) {
    super(message, options);
    this.fields = options?.fields ?? {};
  }
  readonly fields: Readonly<Record<string, string>>;
}
