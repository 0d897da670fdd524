import { AppError } from "@/lib/core/errors";
import { findSignInLink, type LinkAtTheGate } from "@/lib/db/sign-in-links";

export const LINK_IS_SPENT = "This link was used already or is too old. Ask an Admin for a new one.";

/** Whom a link is for, for the page that asks for a password. Reading it does not use it up, since mail scanners read too. */
export async function getSignInLink(token: string): Promise<LinkAtTheGate> {
  const link = await findSignInLink(token);
  if (!link) throw new AppError("not_found", LINK_IS_SPENT);
  if (link.employeeStatus !== "ACTIVE" && link.employeeStatus !== "STAGED") {
    throw new AppError("blocked", "Your access is off. Ask an Admin of your organization.");
  }
  return link;
}
