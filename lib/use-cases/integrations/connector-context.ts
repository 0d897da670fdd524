import type { Connector, ConnectorContext, ConnectorHttp, UploadedFile } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { createConnectorHttp } from "@/lib/connectors/kit/http";
import { env } from "@/lib/env";

export interface ConnectorSettings {
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Gives a connector everything it may touch. Sends nothing by itself; expects settings that its schemas accept. */
export function createConnectorContext(
  connector: Connector,
  { config, secrets }: ConnectorSettings,
  options: { file?: UploadedFile | undefined; signal?: AbortSignal | undefined; timeoutMs?: number } = {},
): ConnectorContext<Record<string, unknown>> {
  const { file, signal, timeoutMs } = options;
  const origin = connector.origin?.(config);
  const http =
    origin === undefined
      ? withoutNetwork
      : createConnectorHttp({
          origin,
          headers: connector.authenticate(secrets, config),
          secrets: Object.values(secrets),
          allowPrivateTargets: env().ALLOW_PRIVATE_TARGETS,
          signal,
          ...(timeoutMs !== undefined && { timeoutMs }),
        });
  return { config, http, file };
}

/** A connector that reads a file has no address, so nothing it asks for may go out. */
const withoutNetwork: ConnectorHttp = {
  getJson: () => Promise.reject(new ConnectorError("CONFIG_INVALID", "This integration reads a file and reaches no address.")),
};
