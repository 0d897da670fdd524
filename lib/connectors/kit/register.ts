import type { z } from "zod";
import type { Connector, ConnectorContext } from "@/lib/connectors/kit/connector";
import { limitShareField, withoutLimitShare } from "@/lib/connectors/kit/limit-share";

/**
 * Makes connectors of different settings usable through one type. Settings are parsed again on the
 * way in, so a row that no longer fits its connector fails with zod's error and no request goes out.
 */
export function register<Config extends z.ZodObject, Secrets extends z.ZodObject>(
  connector: Connector<Config, Secrets>,
): Connector {
  const { config, secrets, origin, readsBy, tokenOrigin, changes, getAccount, manifest } = connector;
  const read = (stored: unknown): z.output<Config> => config.parse(withoutLimitShare(stored));
  const own = (context: ConnectorContext<unknown>): ConnectorContext<z.output<Config>> => ({ ...context, config: read(context.config) });
  return {
    manifest,
    config: manifest.reads === "http" ? config.safeExtend(limitShareField) : config,
    secrets,
    ...(origin && { origin: (stored) => origin(read(stored)) }),
    ...(readsBy && { readsBy }),
    ...(tokenOrigin && { tokenOrigin: (stored, sealed) => tokenOrigin(read(stored), secrets.parse(sealed)) }),
    authenticate: (sealed, stored, tools) => connector.authenticate(secrets.parse(sealed), read(stored), tools),
    check: async (context) => connector.check(own(context)),
    listAccounts: async (context, cursor) => connector.listAccounts(own(context), cursor),
    ...(changes && { changes: { query: changes.query, list: async (context, since, cursor) => changes.list(own(context), since, cursor) } }),
    ...(getAccount && { getAccount: async (context, externalId) => getAccount(own(context), externalId) }),
  };
}
