import { AsyncLocalStorage } from "node:async_hooks";
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

export type LogContext = {
  requestId?: string;
  organizationId?: string;
  syncRunId?: string;
  walkId?: string;
  integrationId?: string;
  jobId?: string;
};

const current = new AsyncLocalStorage<LogContext>();

/** Every line that is logged during the work carries these ids, whoever writes it. */
export const withLogContext = <T>(context: LogContext, work: () => Promise<T>): Promise<T> => current.run({ ...current.getStore(), ...context }, work);

/** JSON lines on stdout. Secrets are removed by name at the top three levels; still, log ids rather than objects. */
export const logger: Logger = pino({
  level: logLevel(),
  base: null,
  mixin: () => ({ ...current.getStore() }),
  // What a line says itself stands above where it was said.
  mixinMergeStrategy: (line, context) => ({ ...context, ...line }),
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: {
    paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `headers["${key}"]`]),
    censor: "[removed]",
  },
  serializers: { error: pino.stdSerializers.err, err: pino.stdSerializers.err },
});

/** A logger whose every line carries the ids of the request or run it belongs to. */
export function loggerFor(context: LogContext): Logger {
  return logger.child(context);
}
