import { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { ProviderIdentityId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { inOrganization } from "@/lib/db/in-organization";
import { linkProviderIdentity, lockHeldIdentity, refuseProviderIdentity } from "@/lib/db/provider-identities";
import { createProviderSignIn } from "@/lib/db/sign-in-identities";
import { findUserAccess } from "@/lib/db/user-access";
import { assertRecentProof } from "../recent-proof";
import { assertMay, parseInput } from "../use-case";

const Input = z.object({ id: ProviderIdentityId, decision: z.enum(["link", "refuse"]) });

/** An Admin's word on a sign-in that was held. Linking replaces whatever account of the same provider opened the User before. */
export async function decideHeldIdentity(actor: Actor, rawInput: z.input<typeof Input>): Promise<{ id: string }> {
  assertMay(actor, "source-of-truth:update");
  await assertRecentProof(actor, "recent");
  const { id, decision } = parseInput(Input, rawInput);
  const spare = decision === "link" ? await createProviderSignIn() : null;
  return inOrganization(actor.organizationId, async (scope) => {
    const held = await lockHeldIdentity(scope, id);
    const user = held && (await findUserAccess(scope, held.userId));
    if (!held || !user) throw new AppError("not_found", "This sign-in does not wait any more.");
    if (spare === null) await refuseProviderIdentity(scope, id);
    else await linkProviderIdentity(scope, held, spare);
    await recordActivity(scope, {
      actor,
      action: spare === null ? "sso.identity_refused" : "sso.identity_linked",
      target: { type: "user", id: user.id, name: user.name },
      detail: { subject: held.subject, email: held.email },
    });
    return { id };
  });
}
