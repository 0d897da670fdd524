import { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { applyEdit, PolicyEdit } from "@/lib/core/source-of-truth-edit";
import type { ExceededLimit } from "@/lib/core/sync/limits";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { insertPreview } from "@/lib/db/previews";
import { type PolicyPreview, previewPolicy } from "@/lib/db/sync/preview-policy";
import { assertMay, parseInput } from "@/lib/use-cases/use-case";
import { assertIntegrations, findNamedIntegrations } from "./named-integrations";
import { type PreviewChangeView, toPreviewChanges } from "./preview-change-view";
import { previewInTurn } from "./preview-turns";
import { assertNewest } from "./save-version";

const KEPT_MS = 24 * 3_600_000;
const CHANGES_SHOWN = 20;

export interface PreviewView extends Omit<PolicyPreview, "digest" | "lockedOut" | "exceeded" | "changes"> {
  readonly token: string;
  readonly baseVersion: number;
  readonly expiresAt: Date;
  readonly lockedOut: { readonly id: string; readonly name: string; readonly isAdmin: boolean; readonly isYou: boolean }[];
  readonly exceeded: ExceededLimit[];
  readonly changes: PreviewChangeView[];
}

const Input = PolicyEdit.extend({ version: z.int() });

/**
 * What saving this edit would do to everybody, from stored accounts; changes nobody, and keeps what was shown for 24 hours
 * under a token. Throws as a save of the same edit would. Ends its work in the database when `signal` aborts.
 */
export async function previewSourceOfTruth(actor: Actor, rawInput: z.input<typeof Input>, signal: AbortSignal): Promise<PreviewView> {
  assertMay(actor, "source-of-truth:update");
  const { version, ...edit } = parseInput(Input, rawInput);
  return previewInTurn(actor.organizationId, signal, (scope) => preview({ actor, scope, version, edit }));
}

async function preview({ actor, scope, version, edit }: { actor: Actor; scope: OrganizationScope; version: number; edit: PolicyEdit }): Promise<PreviewView> {
  const before = await assertNewest(scope, version);
  const policy = applyEdit(before, edit);
  assertIntegrations(policy, { before, integrations: await findNamedIntegrations(scope, policy) });
  const { digest, lockedOut, exceeded, changes, ...numbers } = await previewPolicy(scope, policy, { limit: CHANGES_SHOWN });
  const expiresAt = new Date(Date.now() + KEPT_MS);
  const yourId = actor.kind === "person" ? actor.userId : null;
  const token = await insertPreview(scope, { baseVersion: version, policy, digest, counts: numbers.counts, createdById: yourId, expiresAt });
  return {
    ...numbers,
    token,
    baseVersion: version,
    expiresAt,
    lockedOut: lockedOut.map((user) => ({ ...user, isYou: user.id === yourId })),
    exceeded: [...exceeded],
    changes: await toPreviewChanges(scope, changes),
  };
}
