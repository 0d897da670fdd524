import type { Connector } from "@/lib/connectors/kit/connector";
import { connectors, findConnector } from "@/lib/connectors/registry";
import { AppError } from "@/lib/core/errors";
import type { ConnectorSettings } from "./connector-context";

/** Throws `invalid_input` for an id that the registry does not have. */
export function getConnector(id: string): Connector {
  const connector = findConnector(id);
  if (connector !== undefined) return connector;
  const message = `There is no connector "${id.slice(0, 100)}". Choose one of: ${[...connectors.keys()].join(", ")}.`;
  throw new AppError("invalid_input", message, { fields: { connector: message } });
}

export interface RawSettings {
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}

/**
 * Settings as the connector's own schemas read them, with unknown keys left out. Throws `invalid_input` that names
 * every wrong field as `config.…` or `secrets.…`; `missingSecret` says why a secret is asked for.
 */
export function parseSettings(connector: Connector, raw: RawSettings, missingSecret = "Enter this."): ConnectorSettings {
  const config = connector.config.safeParse(raw.config);
  const secrets = connector.secrets.safeParse(raw.secrets);
  if (config.success && secrets.success) {
    return { config: config.data, secrets: toTexts(secrets.data) };
  }
  const fields = {
    ...toFields("config", raw.config, config.error?.issues ?? [], "Enter this."),
    ...toFields("secrets", raw.secrets, secrets.error?.issues ?? [], missingSecret),
  };
  const list = Object.entries(fields).map(([field, message]) => `${field}: ${message}`);
  throw new AppError("invalid_input", list.join(" "), { fields });
}

interface Issue {
  readonly path: PropertyKey[];
  readonly message: string;
}

function toFields(part: string, raw: Readonly<Record<string, unknown>>, issues: readonly Issue[], missing: string): Record<string, string> {
  const named = issues.map(({ path, message }) => {
    const isMissing = path.length === 1 && raw[String(path[0])] === undefined;
    return [[part, ...path.map(String)].join("."), isMissing ? missing : message] as const;
  });
  // The first message of a field is the one to act on.
  return Object.fromEntries(named.toReversed());
}

const toTexts = (secrets: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).flatMap(([field, value]) => (typeof value === "string" ? [[field, value]] : [])));

export interface StoredSettings {
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface GivenSettings {
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly secrets?: Readonly<Record<string, string>> | undefined;
}

export interface MergedSettings extends ConnectorSettings {
  /** The secrets that were given now, to be sealed. */
  readonly newSecrets: Readonly<Record<string, string>>;
  readonly isOtherOrigin: boolean;
}

/**
 * Fills what was not given, or given blank, from what is stored. A secret is never taken along to another origin:
 * there it must be entered again, or whoever may edit an address could have the stored secret sent to a host of theirs.
 */
export function mergeSettings(connector: Connector, stored: StoredSettings, given: GivenSettings): MergedSettings {
  const config = { ...stored.config, ...given.config };
  const entered = Object.fromEntries(Object.entries(given.secrets ?? {}).filter(([, value]) => value.trim() !== ""));
  const known = { ...stored.secrets, ...entered };
  const isOtherOrigin = findTargets(connector, config, known) !== findTargets(connector, stored.config, known);
  const secrets = { ...(isOtherOrigin ? {} : stored.secrets), ...entered };
  const missing = isOtherOrigin ? "The address has changed, and stored credentials are sent to no other one. Enter this again." : undefined;
  const settings = parseSettings(connector, { config, secrets }, missing);
  const newSecrets = Object.fromEntries(Object.entries(settings.secrets).filter(([field]) => field in entered));
  return { ...settings, newSecrets, isOtherOrigin };
}

/** Settings of connections that are no HTTP, by which it is decided who is spoken to. */
const HOST_FIELDS = ["url", "urls", "host", "hosts", "port", "server", "servers"];

/** Everywhere that these settings send credentials to, the place where tokens are given included; undefined for settings that cannot be read. */
function findTargets(connector: Connector, raw: Readonly<Record<string, unknown>>, rawSecrets: Readonly<Record<string, string>>): string | undefined {
  const config = connector.config.safeParse(raw);
  if (!config.success) return undefined;
  const secrets = connector.secrets.safeParse(rawSecrets);
  const origin = connector.origin?.(config.data);
  const tokens = secrets.success ? connector.tokenOrigin?.(config.data, secrets.data) : undefined;
  const hosts = origin === undefined ? HOST_FIELDS.map((field) => config.data[field] ?? null) : [];
  return JSON.stringify([origin?.origin ?? null, tokens?.origin ?? null, hosts]);
}
