import { z } from "zod";
import { seal, unseal } from "@/lib/crypto/sealed";
import { createMail, newMailId, postponeMail, removeMail, takeDueMails, type WaitingMail } from "@/lib/db/mails";
import { logger } from "@/lib/logger";
import { isMailSet, sendMail, type Letter } from "@/lib/mail/send-mail";

const Content = z.object({ to: z.string().nullable(), subject: z.string(), text: z.string() });
const bindingOf = (id: string) => ({ organizationId: "mail", integrationId: id, field: "content" });
const AT_ONCE = 20;

/** Leaves a letter for the worker, sealed; without a mail server, or to nobody, it is dropped. */
export async function postLetter(letter: Omit<Letter, "to"> & { readonly to: string | null }): Promise<void> {
  if (!isMailSet()) return;
  const id = newMailId();
  await createMail(id, seal(JSON.stringify(letter), bindingOf(id)));
}

/** Sends what waits. What the server does not take is tried again, later each time, for an hour. */
export async function deliverMails(): Promise<void> {
  if (!isMailSet()) return;
  for (const mail of await takeDueMails(AT_ONCE)) await deliver(mail);
}

async function deliver(mail: WaitingMail): Promise<void> {
  try {
    const { to, ...letter } = Content.parse(JSON.parse(unseal(mail.sealed, bindingOf(mail.id))));
    if (to !== null) await sendMail({ to, ...letter });
  } catch (error) {
    logger.warn({ error, mail: mail.id, tries: mail.tries }, "a mail could not be sent; it is tried again");
    return postponeMail(mail.id, Math.min(2 ** mail.tries, 300) * 1_000);
  }
  return removeMail(mail.id);
}
