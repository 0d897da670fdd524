import type { Actor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { findProvenAt } from "@/lib/db/session-proof";

/** "recent": within ten minutes; an API token, which its maker proved for, passes. "person": the same, and no API token passes. */
export type NeededProof = "recent" | "person";

export const PROOF_LASTS_MS = 10 * 60_000;

/**
 * Refuses a session whose person has not proved who they are for ten minutes, so that an unattended browser or a stolen
 * cookie is not enough. The sign-in itself is a proof.
 */
export async function assertRecentProof(actor: Actor, needed: NeededProof): Promise<void> {
  if (actor.kind === "system" || (actor.via.kind === "token" && needed === "recent")) return;
  if (actor.via.kind === "token") throw new AppError("forbidden", "No API token may do this. Sign in and do it yourself.");
  const provenAt = await findProvenAt(actor.via.sessionId);
  if (provenAt !== null && provenAt.getTime() > Date.now() - PROOF_LASTS_MS) return;
  throw new AppError("reauthentication_required", "Prove once more that it is you, then this goes through.");
}
