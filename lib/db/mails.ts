import { randomUUID } from "node:crypto";
import { gatewayClient } from "./clients";

export interface WaitingMail {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly tries: number;
}

/** Later than this a link in it is worth nothing any more. */
const KEPT_MS = 60 * 60_000;

export const newMailId = (): string => randomUUID();

/** Puts a sealed mail where the worker finds it. */
export async function createMail(id: string, sealed: Uint8Array<ArrayBuffer>): Promise<void> {
  await gatewayClient().mail.create({ data: { id, sealed } });
}

/** Mails that are due, each kept from other workers for a minute. Those that waited too long go. */
export async function takeDueMails(limit: number): Promise<WaitingMail[]> {
  const db = gatewayClient();
  await db.mail.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - KEPT_MS) } } });
  return db.$queryRaw<WaitingMail[]>`
    update mails set next_try_at = now() + interval '1 minute', tries = tries + 1
    where id in (select id from mails where next_try_at <= now() order by next_try_at limit ${limit} for update skip locked)
    returning id, sealed, tries`;
}

/** It was sent. */
export async function removeMail(id: string): Promise<void> {
  await gatewayClient().mail.deleteMany({ where: { id } });
}

/** It was not sent; the next worker after this tries again. */
export async function postponeMail(id: string, delayMs: number): Promise<void> {
  await gatewayClient().mail.updateMany({ where: { id }, data: { nextTryAt: new Date(Date.now() + delayMs) } });
}
