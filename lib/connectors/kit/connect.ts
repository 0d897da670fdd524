import { lookup } from "node:dns";
import { lookupPublic } from "@/lib/connectors/kit/allowed-target";
import type { Connector, ConnectorContext, ConnectorHttp, UploadedFile } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { createConnectorHttp } from "@/lib/connectors/kit/http";
import { readLimitShare } from "@/lib/connectors/kit/limit-share";

export interface ConnectorSettings {
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface ConnectOptions {
  /** An operator's choice, never an Admin's. */
  readonly allowPrivateTargets: boolean;
  readonly file?: UploadedFile | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For one request with its body. */
  readonly timeoutMs?: number | undefined;
}

const SOCKET_TIMEOUT_MS = 30_000;

/** Gives a connector everything it may touch. Sends nothing by itself; expects settings that its schemas accept. */
export function connect(connector: Connector, { config, secrets }: ConnectorSettings, options: ConnectOptions): ConnectorContext<Record<string, unknown>> {
  const { allowPrivateTargets, file, signal, timeoutMs } = options;
  const origin = connector.origin?.(config);
  const http =
    origin === undefined
      ? withoutHttp
      : createConnectorHttp({
          origin,
          tokenOrigin: connector.tokenOrigin?.(config, secrets),
          authenticate: (tools) => connector.authenticate(secrets, config, tools),
          secrets: Object.values(secrets),
          allowPrivateTargets,
          signal,
          limitShare: readLimitShare(config),
          ...(timeoutMs !== undefined && { timeoutMs }),
        });
  const socket = {
    secrets,
    resolve: (host: string) => resolveTarget(host, allowPrivateTargets),
    signal: signal ?? new AbortController().signal,
    timeoutMs: timeoutMs ?? SOCKET_TIMEOUT_MS,
  };
  return { config, http, ...(file && { file }), ...(connector.manifest.reads === "socket" && { socket }) };
}

/** The first address of a name, where all of them are allowed; see ConnectorSocket. */
function resolveTarget(host: string, allowPrivateTargets: boolean): Promise<string> {
  const name = host.replace(/^\[|\]$/g, "");
  return new Promise((resolve, reject) => {
    (allowPrivateTargets ? lookup : lookupPublic)(name, {}, (error, address) => {
      if (error instanceof ConnectorError) reject(error);
      else if (error !== null || typeof address !== "string" || address === "") reject(new ConnectorError("CONFIG_INVALID", `There is no host named ${host}. Check the address in the settings.`));
      else resolve(address);
    });
  });
}

const refuse = (): Promise<never> => Promise.reject(new ConnectorError("CONFIG_INVALID", "This integration reaches no address over HTTP."));
const withoutHttp: ConnectorHttp = { getJson: refuse, getText: refuse, getBytes: refuse };
