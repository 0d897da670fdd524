import { z } from "zod";

const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((value) => value === "true");

const encryptionKey = z.string().refine((value) => Buffer.from(value, "base64").length === 32, {
  message: "needs 32 bytes as base64, for example from: openssl rand -base64 32",
});

const schema = z.object({
  /** The database as the role that row-level security binds. */
  DATABASE_APP_URL: z.url(),
  /** The database as the role that may look across Organizations: sign-in and the queue's messenger. */
  DATABASE_GATEWAY_URL: z.url(),
  /** The database as the owner of BullMQ's schema. */
  QUEUE_DATABASE_URL: z.url(),
  /** When set, the queue lives in Redis instead of PostgreSQL. */
  REDIS_URL: z.url().optional(),
  /** Where browsers reach the product. */
  APP_URL: z.url().transform((url) => url.replace(/\/+$/, "")),
  /** Signs cookies, cursors and one-time links. */
  APP_SECRET: z.string().min(32, "needs at least 32 characters"),
  /** Wraps the data keys of sealed credentials: 32 bytes as base64. */
  ENCRYPTION_KEY: encryptionKey,
  /** The one before it, while secrets:rotate moves what it wrapped to the new one. */
  ENCRYPTION_KEY_PREVIOUS: encryptionKey.optional(),
  /** The operator's consent to integrations on private and loopback addresses. */
  ALLOW_PRIVATE_TARGETS: flag,
  /** Asked for the TXT records that prove domains, as address or address:port; the machine's own resolver where absent. */
  DNS_SERVER: z.string().min(1).optional(),
  /** SHA-256 as hex of the token that opens the first-run set-up page. */
  SETUP_TOKEN_HASH: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  SYNC_RETRY_BASE_MS: z.coerce.number().int().positive().default(1000),
  /** How long a walk is believed to be read by a worker that stays silent; shorter than the slowest page, it is read twice. */
  SYNC_LEASE_MS: z.coerce.number().int().min(1_000).default(60_000),
  /** The longest that any Organization may let a session last, and go without a request. */
  SESSION_HOURS_MAX: z.coerce.number().int().min(1).max(8_760).default(168),
  SESSION_IDLE_MINUTES_MAX: z.coerce.number().int().min(1).max(525_600).default(4_320),
  /** What argon2id costs: memory per password and passes over it. An older hash is made anew at the next sign-in. */
  PASSWORD_MEMORY_KIB: z.coerce.number().int().min(19_456).max(1_048_576).default(65_536),
  PASSWORD_PASSES: z.coerce.number().int().min(2).max(20).default(3),
  /** The mail server, such as smtps://user:password@mail.example.com. Without one no mail is sent, and passwords are reset by Admins only. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom mail is from. */
  MAIL_FROM: z.string().min(3).default("Lumos User Sources <no-reply@localhost>"),
  /** Whoever shows it as a bearer token may read /metrics; without one, only this very machine may. */
  METRICS_TOKEN: z.string().min(16, "needs at least 16 characters").optional(),
});

export type Env = z.infer<typeof schema>;

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

let parsed: Env | undefined;

/** The process's settings, checked at the first call so that a build needs none. Throws one readable list of what is wrong. */
export function env(): Env {
  parsed ??= parse();
  return parsed;
}

function parse(): Env {
  const filled = Object.entries(process.env).filter(([, value]) => value !== "");
  const result = schema.safeParse(Object.fromEntries(filled));
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not complete. Set these and start again:\n${problems.join("\n")}`);
}

/** Apart from `env()`, because the log must work before and without the rest. */
export function logLevel(): (typeof logLevels)[number] {
  return z.enum(logLevels).catch("info").parse(process.env["LOG_LEVEL"]);
}
