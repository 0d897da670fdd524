import type { SessionId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";

/** When the person of this session last proved who they are; null for a session that ended. */
export async function findProvenAt(sessionId: SessionId): Promise<Date | null> {
  const found = await gatewayClient().session.findFirst({ where: { id: sessionId, endedAt: null }, select: { provenAt: true } });
  return found?.provenAt ?? null;
}

/** Notes a proof of this very moment. */
export async function noteProof(sessionId: SessionId): Promise<Date> {
  const provenAt = new Date();
  await gatewayClient().session.updateMany({ where: { id: sessionId, endedAt: null }, data: { provenAt } });
  return provenAt;
}
