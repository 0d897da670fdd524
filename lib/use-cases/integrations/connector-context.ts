import { connect, type ConnectorSettings, type ConnectOptions } from "@/lib/connectors/kit/connect";
import type { Connector, ConnectorContext } from "@/lib/connectors/kit/connector";
import { env } from "@/lib/env";

export type { ConnectorSettings };

/** Gives a connector everything it may touch, within what the operator allows; expects settings that its schemas accept. */
export const createConnectorContext = (
  connector: Connector,
  settings: ConnectorSettings,
  options: Omit<ConnectOptions, "allowPrivateTargets"> = {},
): ConnectorContext<Record<string, unknown>> => connect(connector, settings, { ...options, allowPrivateTargets: env().ALLOW_PRIVATE_TARGETS });
