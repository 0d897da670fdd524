/** Integrations that are connected the way an Admin connects them: through the use case, over real HTTP. */
import type { Actor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import type { IntegrationId } from "@/lib/core/ids";
import { createIntegration } from "@/lib/use-cases/integrations/create-integration";
import { getSourceOfTruth } from "@/lib/use-cases/source-of-truth/get-source-of-truth";
import { saveSourceOfTruth } from "@/lib/use-cases/source-of-truth/save-source-of-truth";

/** Connects after a live check against a provider that the test runs. */
export async function givenIntegration(
  actor: Actor,
  integration: { connector: string; name?: string; config?: Record<string, unknown>; secrets?: Record<string, string> },
): Promise<IntegrationId> {
  const { id } = await createIntegration(actor, { name: integration.connector, ...integration });
  return id;
}

/** Saves these as the User Sources, the first listed first. */
export async function givenUserSources(actor: Actor, integrationIds: readonly string[]): Promise<void> {
  const { version } = await getSourceOfTruth(actor, {});
  await saveSourceOfTruth(actor, { version, userSources: integrationIds.map((integrationId) => ({ integrationId })) });
}

/** What a refusal said; fails when nothing was refused. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: string; message: string; fields: Record<string, string> }> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof AppError)) throw new Error("Nothing was refused.", { cause: outcome });
  return { code: outcome.code, message: outcome.message, fields: { ...outcome.fields } };
}
