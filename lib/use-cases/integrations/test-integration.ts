import type { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { checkConnection } from "./check-connection";
import { type GivenConnection, settleConnection } from "./given-connection";

/** Really talks to the provider and keeps nothing. */
export async function testIntegration(
  actor: Actor,
  rawInput: z.input<typeof GivenConnection>,
): Promise<{ summary: string; total: number | null; warnings: string[] }> {
  const { connector, settings } = await settleConnection(actor, rawInput);
  const { summary, total, warnings } = await checkConnection(connector, settings);
  return { summary, total: total ?? null, warnings: [...warnings] };
}
