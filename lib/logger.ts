import { pino, type Logger } from "pino";
import { logLevel } from "@/lib/env";

const secretKeys = [
  "password",
  "passwordHash",
  "secret",
  "secrets",
  "token",
  "apiToken",
  "accessToken",
  "refreshToken",
  "clientSecret",
  "apiKey",
  "authorization",
  "cookie",
  "sessionToken",
  "credentials",
];

/** JSON lines on stdout. Secrets are removed by name at the top three levels; still, log ids rather than objects. */
export const logger: Logger = pino({
  level: logLevel(),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: {
    paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `headers["${key}"]`]),
    censor: "[removed]",
  },
  serializers: { error: pino.stdSerializers.err, err: pino.stdSerializers.err },
});

export type LogContext = {
  requestId?: string;
  organizationId?: string;
  syncRunId?: string;
  integrationId?: string;
  jobId?: string;
};

/** A logger whose every line carries the ids of the request or run it belongs to. */
export function loggerFor(context: LogContext): Logger {
  return logger.child(context);
}
