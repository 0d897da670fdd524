import type { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import type { AccountStatus } from "@/lib/core/accounts";
import { checkConnection } from "./check-connection";
import { type GivenConnection, settleConnection } from "./given-connection";
import { toExpiry } from "./settings-change";

interface Tested {
  readonly summary: string;
  readonly total: number | null;
  readonly byStatus: Partial<Record<AccountStatus, number>>;
  readonly credentialsExpireAt: string | null;
  readonly warnings: string[];
}

/** Really talks to the provider and keeps nothing. */
export async function testIntegration(
  actor: Actor,
  rawInput: z.input<typeof GivenConnection>,
): Promise<Tested> {
  const { connector, settings } = await settleConnection(actor, rawInput);
  const checked = await checkConnection(connector, settings);
  const { summary, total, byStatus, warnings } = checked;
  return { summary, total: total ?? null, byStatus: { ...byStatus }, credentialsExpireAt: toExpiry(checked)?.toISOString() ?? null, warnings: [...warnings] };
}
