import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { OrganizationId, UserId } from "@/lib/core/ids";
import { findPersonAtTheGate, mayEnter } from "@/lib/db/people-at-the-gate";
import { env } from "@/lib/env";
import { toBlockedView, type BlockedView } from "./visitor";

const LIFETIME_MS = 10 * 60_000;
const Ticket = z.tuple([OrganizationId, UserId, z.number()]);

/** Proof, for ten minutes, that this person's password was right and that only their status keeps them out. */
export function makeBlockedTicket(person: { organizationId: OrganizationId; userId: UserId }, now = Date.now()): string {
  const body = Buffer.from(JSON.stringify([person.organizationId, person.userId, now + LIFETIME_MS])).toString("base64url");
  return `${body}.${signatureOf(body)}`;
}

/** What the blocked page may say, as it is now; null for a ticket that is forged or too old, or when access is on again. */
export async function readBlockedTicket(ticket: string, now = Date.now()): Promise<BlockedView | null> {
  const [body = "", signature = ""] = ticket.split(".");
  if (!isEqual(signature, signatureOf(body))) return null;
  const [organizationId, userId, expiresAt] = Ticket.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
  if (expiresAt < now) return null;
  const person = await findPersonAtTheGate(organizationId, userId);
  return person && !mayEnter(person) ? toBlockedView(person) : null;
}

const signatureOf = (body: string): string =>
  createHmac("sha256", env().APP_SECRET).update("blocked-ticket:").update(body).digest("base64url");

function isEqual(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
