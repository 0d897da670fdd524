import { gatewayClient } from "./clients";

/** Whether Postgres answers. Never throws: that it does not answer is the answer. */
export async function isDatabaseReady(): Promise<boolean> {
  try {
    await gatewayClient().$queryRaw`select 1`;
    return true;
  } catch {
    return false;
  }
}
