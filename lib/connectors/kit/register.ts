import type { z } from "zod";
import type { Connector, ConnectorContext } from "@/lib/connectors/kit/connector";

/**
 * Makes connectors of different settings usable through one type. Settings are parsed again on the
 * way in, so a row that no longer fits its connector fails with zod's error and no request goes out.
 */
export function register<Config extends z.ZodObject, Secrets extends z.ZodObject>(
  connector: Connector<Config, Secrets>,
): Connector {
  const { config, secrets, origin, tokenOrigin, changes, getAccount } = connector;
  const own = (context: ConnectorContext<unknown>): ConnectorContext<z.output<Config>> => ({
    ...context,
    config: config.parse(context.config),
  });
  return {
    manifest: connector.manifest,
    config,
    secrets,
    ...(origin && { origin: (stored) => origin(config.parse(stored)) }),
    ...(tokenOrigin && { tokenOrigin: (stored, sealed) => tokenOrigin(config.parse(stored), secrets.parse(sealed)) }),
    authenticate: (sealed, stored, tools) => connector.authenticate(secrets.parse(sealed), config.parse(stored), tools),
    check: async (context) => connector.check(own(context)),
    listAccounts: async (context, cursor) => connector.listAccounts(own(context), cursor),
    ...(changes && { changes: { query: changes.query, list: async (context, since, cursor) => changes.list(own(context), since, cursor) } }),
    ...(getAccount && { getAccount: async (context, externalId) => getAccount(own(context), externalId) }),
  };
}
