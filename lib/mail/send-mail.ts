import { createTransport, type Transporter } from "nodemailer";
import { env } from "@/lib/env";

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

let opened: { readonly url: string; readonly transport: Transporter } | undefined;

/** Whether the operator named a mail server. */
export const isMailSet = (): boolean => env().SMTP_URL !== undefined;

/** Hands a letter to the operator's server; throws when that does not take it. */
export async function sendMail({ to, subject, text }: Letter): Promise<void> {
  const url = env().SMTP_URL;
  if (url === undefined) throw new Error("SMTP_URL is not set.");
  if (opened?.url !== url) opened = { url, transport: createTransport(url, { from: env().MAIL_FROM, disableFileAccess: true, disableUrlAccess: true }) };
  // As an address and not as text, so that no comma or line in it names another recipient.
  await opened.transport.sendMail({ to: { name: "", address: to }, subject, text });
}
