import { z } from "zod";

const Problem = z.object({
  message: z.string(),
  code: z.string().optional().catch(undefined),
  requestId: z.string().optional().catch(undefined),
  status: z.number().optional().catch(undefined),
  fields: z.record(z.string(), z.string()).optional().catch(undefined),
});

export interface ErrorDetails {
  readonly message: string;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly status: number | undefined;
  /** Which field is meant, and what to do about it. */
  readonly fields: Readonly<Record<string, string>>;
}

const UNREACHABLE = "The server could not be reached. Check your connection and try again.";

/** What a person should read of anything that was thrown; a failed fetch becomes words about the connection. */
export function errorDetails(error: unknown): ErrorDetails {
  const parsed = Problem.safeParse(error);
  if (!parsed.success) return { message: UNREACHABLE, code: undefined, requestId: undefined, status: undefined, fields: {} };
  const { message, code, requestId, status, fields = {} } = parsed.data;
  const isNetwork = error instanceof TypeError;
  return { message: isNetwork ? UNREACHABLE : message, code, requestId, status, fields };
}
