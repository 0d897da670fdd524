import type { CheckResult, Connector, UploadedFile } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { AppError } from "@/lib/core/errors";
import { type ConnectorSettings, createConnectorContext } from "./connector-context";

// Somebody waits in front of the form; a walk may take longer.
export const CHECK_TIMEOUT_MS = 15_000;

/** Really talks to the provider, so never inside a transaction. Throws `provider_rejected` with what to do about it. */
export const checkConnection = (connector: Connector, settings: ConnectorSettings, file?: UploadedFile): Promise<CheckResult> =>
  askProvider(() => connector.check(createConnectorContext(connector, settings, { file, timeoutMs: CHECK_TIMEOUT_MS })));

/** Gives what a provider refuses to whoever waits for the answer, as `provider_rejected` in the connector's words. */
export async function askProvider<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    throw new AppError("provider_rejected", error.message, { cause: error });
  }
}
