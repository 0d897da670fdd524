import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { IntegrationId } from "@/lib/core/ids";
import { EMPTY_POLICY, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { recordActivity } from "@/lib/db/activity";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findIntegrations } from "@/lib/db/integrations";
import { findVersions, insertVersion, type StoredVersion } from "@/lib/db/source-of-truth";
import { useCase } from "@/lib/use-cases/use-case";
import { getSourceOfTruthView } from "./source-of-truth-view";

/**
 * Saves a new version and changes no User: that is the sync's. Throws `conflict`, naming who was faster, when the
 * version that was read is not the newest any more; of two saves at once exactly one succeeds.
 */
export const saveSourceOfTruth = useCase({
  permission: "source-of-truth:update",
  input: SourceOfTruthPolicy.extend({ version: z.int() }),
  run: async ({ actor, scope, input: { version: readVersion, ...policy } }) => {
    const { newest } = await findVersions(scope);
    if (readVersion !== (newest?.version ?? 0)) throw savedMeanwhile(newest);
    const before = (newest?.policy ?? EMPTY_POLICY).userSources.map(({ integrationId }) => integrationId);
    const after = policy.userSources.map(({ integrationId }) => integrationId);
    const names = await readNames(scope, { before, after });
    const version = readVersion + 1;
    const savedById = actor.kind === "person" ? actor.userId : null;
    if (!(await insertVersion(scope, { version, policy, savedById }))) throw savedMeanwhile((await findVersions(scope)).newest);
    const toEntries = (ids: readonly IntegrationId[]) => ids.map((id) => ({ integrationId: id, name: names.get(id) ?? "" }));
    await recordActivity(scope, {
      actor,
      action: "source_of_truth.saved",
      target: { type: "source_of_truth", id: String(version), name: `Source of Truth, version ${String(version)}` },
      detail: { version, before: toEntries(before), after: toEntries(after) },
    });
    return getSourceOfTruthView(scope);
  },
});

/** Names by id. Throws `invalid_input` for a source that is added now and is not connected; one that was listed may stay. */
async function readNames(
  scope: OrganizationScope,
  { before, after }: { before: readonly IntegrationId[]; after: readonly IntegrationId[] },
): Promise<Map<IntegrationId, string>> {
  const found = await findIntegrations(scope, [...new Set([...before, ...after])]);
  const integrations = new Map(found.map((integration) => [integration.id, integration]));
  const listed = new Set(before);
  const fields = after.flatMap((id, index) => {
    const integration = integrations.get(id);
    if (integration === undefined) return [[`userSources.${String(index)}.integrationId`, "There is no such integration. Choose a connected one."]];
    if (integration.state !== "DISCONNECTED" || listed.has(id)) return [];
    return [[`userSources.${String(index)}.integrationId`, `${integration.name} is disconnected. Reconnect it first.`]];
  });
  if (fields.length > 0) throw new AppError("invalid_input", fields.map(([, message]) => message).join(" "), { fields: Object.fromEntries(fields) as Record<string, string> });
  return new Map(found.map(({ id, name }) => [id, name]));
}

function savedMeanwhile(newest: StoredVersion | undefined): AppError {
  if (newest === undefined) return new AppError("conflict", "Nothing was saved yet, so the version to build on is 0. Load the page again.");
  const at = newest.savedAt.toISOString();
  const when = `${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
  return new AppError(
    "conflict",
    `${newest.savedBy?.name || "Somebody"} saved version ${String(newest.version)} on ${when}. Nothing of yours was saved. Load that version and make your change again.`,
  );
}
