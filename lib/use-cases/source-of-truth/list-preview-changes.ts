import { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { toCsvLine } from "@/lib/core/csv-line";
import { AppError } from "@/lib/core/errors";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findPreview } from "@/lib/db/previews";
import { type ChangeFilter, type PreviewChange, previewPolicy } from "@/lib/db/sync/preview-policy";
import { pageAt, readPlace, ROWS_MAX } from "@/lib/use-cases/offset-cursor";
import { PageQuery } from "@/lib/use-cases/page-query";
import { assertMay, parseInput } from "@/lib/use-cases/use-case";
import { type PreviewChangeView, toPreviewChanges } from "./preview-change-view";
import { previewInTurn } from "./preview-turns";

const Token = z.object({ token: z.uuid() });
const Filter = Token.extend({
  kind: z.enum(["CREATE", "LINK", "FIELD", "STATUS"]).optional(),
  field: z.string().min(1).max(100).optional(),
  access: z.enum(["LOST", "GAINED"]).optional(),
  integrationId: z.uuid().optional(),
});
const Page = Filter.extend(PageQuery.shape);

/**
 * Every change that a preview showed, or those of one kind, field or source, those that take access first. They are worked out anew for each page, and are the
 * same ones: throws `conflict` where the accounts or Users have changed since, `not_found` where no such preview is kept.
 */
export async function listPreviewChanges(
  actor: Actor,
  rawInput: z.input<typeof Page>,
  signal: AbortSignal,
): Promise<{ items: PreviewChangeView[]; nextCursor: string | null }> {
  assertMay(actor, "source-of-truth:update");
  const { token, limit, cursor, ...filter } = parseInput(Page, rawInput);
  const question = `preview ${token} ${JSON.stringify(Object.entries(filter).sort())}`;
  const place = readPlace(cursor, question);
  return previewInTurn(actor.organizationId, signal, async (scope) => {
    const found = await changesOf(scope, token, { ...filter, limit: limit + 1, offset: place.offset });
    const { items, nextCursor } = pageAt(found, { question, limit, place, digest: token });
    return { items: await toPreviewChanges(scope, items), nextCursor };
  });
}

/** Without this mark a spreadsheet takes the accents of names for something else. */
const UTF_8 = "\uFEFF";
const COLUMNS = ["User", "User id", "Kind", "Field", "Before", "After", "Access", "Source"];

/** The same as a CSV file for people, of which no cell is a formula. */
export async function downloadPreview(actor: Actor, rawInput: z.input<typeof Filter>, signal: AbortSignal): Promise<{ name: string; text: string }> {
  assertMay(actor, "source-of-truth:update");
  const { token, ...filter } = parseInput(Filter, rawInput);
  return previewInTurn(actor.organizationId, signal, async (scope) => {
    const changes = await toPreviewChanges(scope, await changesOf(scope, token, { ...filter, limit: ROWS_MAX, offset: 0 }));
    const rows = changes.map(({ user, kind, field, before, after, access, source }) => [user.name, user.id, kind, field, before, after, access, source?.name ?? null]);
    return { name: "source-of-truth-preview.csv", text: `${UTF_8}${[COLUMNS, ...rows].map(toCsvLine).join("")}` };
  });
}

async function changesOf(scope: OrganizationScope, token: string, page: { limit: number; offset: number } & ChangeFilter): Promise<readonly PreviewChange[]> {
  const shown = await findPreview(scope, token);
  if (shown === null) throw new AppError("not_found", "This preview is not kept any more. Preview again.");
  const { digest, changes } = await previewPolicy(scope, shown.policy, page);
  if (digest !== shown.digest) throw new AppError("conflict", "Accounts or Users have changed since this preview. Preview again to see what would change now.");
  return changes;
}
