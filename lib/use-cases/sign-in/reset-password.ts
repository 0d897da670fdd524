import { z } from "zod";
import { NewPassword } from "@/lib/core/access/password";
import { AppError } from "@/lib/core/errors";
import { OrganizationId, UserId } from "@/lib/core/ids";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { createReset, findReset, listPeopleWhoMayReset, spendReset } from "@/lib/db/password-resets";
import { findPersonAtTheGate, nameOf } from "@/lib/db/people-at-the-gate";
import { takeTry } from "@/lib/db/rate-limits";
import { env } from "@/lib/env";
import { isMailSet } from "@/lib/mail/send-mail";
import { postLetter } from "../mail/deliver-mails";
import { parseInput } from "../use-case";

const LETTERS = { name: "reset-letters", triesMax: 3, windowS: 60 * 60 };
const SPENT = "This link was used already or is too old. Ask for a new one.";
const Ask = z.object({ email: z.string().max(320) });
const Reset = z.object({ token: z.string().min(1).max(200), password: NewPassword });

/** Whether resets by mail work here at all. */
export const isResetOffered = (): boolean => isMailSet();

/**
 * Sends a link to the address, where it may be reset; three an hour. Answers the same, and does the same work, whether the
 * address is known or not: a letter to nobody is dropped by the worker.
 */
export async function askForReset(rawInput: z.input<typeof Ask>): Promise<Record<string, never>> {
  const email = normalizeEmail(parseInput(Ask, rawInput).email);
  if (email !== undefined && isMailSet()) await sendLink(email);
  return {};
}

async function sendLink(email: string): Promise<void> {
  if (!(await takeTry(LETTERS, email))) return;
  const isKnown = (await listPeopleWhoMayReset(email)).length > 0;
  const link = `${env().APP_URL}/reset/${await createReset(email)}`;
  await postLetter({
    to: isKnown ? email : null,
    subject: "Choose a new password",
    text: `Somebody, probably you, asked for a new password.\n\nChoose it here within 20 minutes:\n${link}\n\nThe link works once. If it was not you, nothing happens: your password stays as it is.\n`,
  });
}

/** Whom a link is for; reading it does not use it up. */
export async function getReset(token: string): Promise<{ email: string }> {
  const email = await findReset(token);
  if (email === null) throw new AppError("not_found", SPENT);
  return { email };
}

/** Sets the password, uses the link up and ends every session; a second factor stays and is still asked for. */
export async function resetPassword(rawInput: z.input<typeof Reset>): Promise<{ email: string }> {
  const { token, password } = parseInput(Reset, rawInput);
  const done = await spendReset(token, password);
  if (!done) throw new AppError("not_found", SPENT);
  for (const person of done.people) await record(OrganizationId.parse(person.organizationId), UserId.parse(person.userId));
  await postLetter({
    to: done.email,
    subject: "Your password was changed",
    text: "Your password was changed by a link that was sent to this address, and you were signed out everywhere.\n\nIf it was not you, tell an Admin of your organization at once.\n",
  });
  return { email: done.email };
}

async function record(organizationId: OrganizationId, userId: UserId): Promise<void> {
  const person = await findPersonAtTheGate(organizationId, userId);
  if (!person) return;
  const name = nameOf(person);
  await inOrganization(organizationId, (scope) =>
    recordActivity(scope, { actor: { kind: "person", userId, name }, action: "user.password_reset", target: { type: "user", id: userId, name } }),
  );
}
