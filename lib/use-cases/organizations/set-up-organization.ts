import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { NewPassword } from "@/lib/core/access/password";
import { AppError } from "@/lib/core/errors";
import type { SignInIdentityId, UserId } from "@/lib/core/ids";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { createOrganization, hasOrganization, whileNoOrganizationExists, type OrganizationView } from "@/lib/db/organizations";
import { createSignInIdentity } from "@/lib/db/sign-in-identities";
import { env } from "@/lib/env";
import { parseInput } from "../use-case";
import { recordFounding } from "./record-founding";

const name = z.string().trim().min(1, "Fill this in.").max(100, "At most 100 characters.");
const Input = z.object({
  organizationName: name,
  givenName: name,
  familyName: name,
  email: z.string().transform((value, context) => {
    const email = normalizeEmail(value);
    if (email === undefined) context.addIssue({ code: "custom", message: "This is not an e-mail address." });
    return email ?? "";
  }),
  password: NewPassword,
});

export interface SetUpResult {
  readonly organization: OrganizationView;
  readonly adminId: UserId;
  readonly signInIdentityId: SignInIdentityId;
}

/** Refuses everybody who does not hold the token that was printed at the start. */
export function assertSetupToken(token: string): void {
  const expected = env().SETUP_TOKEN_HASH;
  const given = createHash("sha256").update(token).digest("hex");
  if (expected === undefined || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) {
    throw new AppError("forbidden", "This set-up token is not right. Copy it from the lines that the start of the product printed.", {
      fields: { token: "Not the token that was printed." },
    });
  }
}

/** Whether the set-up page has anything to do: nobody has set the product up and a token was given out. */
export async function isSetupOpen(): Promise<boolean> {
  return env().SETUP_TOKEN_HASH !== undefined && !(await hasOrganization());
}

/** The first Organization with its first Admin; a conflict once there is one, also for the slower of two at once. */
export async function setUpOrganization(rawInput: z.input<typeof Input>): Promise<SetUpResult> {
  const { organizationName, givenName, familyName, email, password } = parseInput(Input, rawInput);
  return whileNoOrganizationExists(async () => {
    const signInIdentityId = await createSignInIdentity(email, password);
    const admin = { signInIdentityId, email, givenName, familyName };
    return { ...(await createOrganization(organizationName, admin, recordFounding)), signInIdentityId };
  });
}
