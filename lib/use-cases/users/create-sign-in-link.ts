import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { UserId } from "@/lib/core/ids";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { recordActivity } from "@/lib/db/activity";
import { createLink } from "@/lib/db/sign-in-links";
import { findUserAccess } from "@/lib/db/user-access";
import { env } from "@/lib/env";
import { useCase } from "../use-case";

const LIFETIME_MS = 72 * 60 * 60 * 1000;

/** A one-time link, good for 72 hours, by which this User chooses a password; an earlier unused one stops working. */
export const createSignInLink = useCase({
  permission: "user:manage",
  proof: "recent",
  input: z.object({ id: UserId }),
  run: async ({ actor, input, scope }) => {
    const user = await findUserAccess(scope, input.id);
    if (!user) throw new AppError("not_found", "There is no such User.");
    if (user.employeeStatus !== "ACTIVE" && user.employeeStatus !== "STAGED") {
      throw new AppError("conflict", `${user.name} cannot sign in while their status is ${user.employeeStatus}. Change it in the source first.`);
    }
    if (user.email === null || normalizeEmail(user.email) === undefined) {
      throw new AppError("conflict", `${user.name} has no e-mail address to sign in with. Add one in the source and sync.`);
    }
    const expiresAt = new Date(Date.now() + LIFETIME_MS);
    const token = await createLink(scope, input.id, expiresAt);
    await recordActivity(scope, {
      actor,
      action: "user.sign_in_link_created",
      target: { type: "user", id: user.id, name: user.name },
      detail: { expiresAt: expiresAt.toISOString() },
    });
    return { url: `${env().APP_URL}/join/${token}`, expiresAt };
  },
});
