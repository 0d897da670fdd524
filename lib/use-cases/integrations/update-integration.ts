import { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { IntegrationId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { type Schedule, writeSchedule } from "@/lib/db/integration-outcomes";
import { updateIntegration as updateRecord } from "@/lib/db/integrations";
import { assertRecentProof } from "@/lib/use-cases/recent-proof";
import { assertMay, parseInput, useCase } from "@/lib/use-cases/use-case";
import { getIntegrationRecord, getIntegrationView, type IntegrationView } from "./integration-view";
import { proveSettings, type ProvenSettings, readStoredSettings, saveProvenSettings } from "./settings-change";

const Input = z.object({
  id: IntegrationId,
  name: z.string().trim().min(1).max(100).optional(),
  config: z.record(z.string(), z.unknown()).optional(),
  secrets: z.record(z.string(), z.string()).optional(),
  schedule: z
    .object({
      completeEveryMinutes: z.number().int().min(5).max(10_080),
      incrementalEveryMinutes: z.number().int().min(1).max(1_440).nullable().default(null),
    })
    .optional(),
});

/** Renames, plans its syncs, or changes settings after a live check; what is not given stays. */
export async function updateIntegration(actor: Actor, rawInput: z.input<typeof Input>): Promise<IntegrationView> {
  assertMay(actor, "integration:manage", "listed");
  const { id, name, config, secrets, schedule } = parseInput(Input, rawInput);
  assertMay(actor, "integration:manage", id);
  if (config === undefined && secrets === undefined) return save(actor, { id, name, schedule });
  // With other settings, the stored secrets would go to another address.
  await assertRecentProof(actor, "recent");
  const stored = await readStoredSettings(actor.organizationId, id);
  if (stored.integration.state === "DISCONNECTED") {
    throw new AppError("conflict", `${stored.integration.name} is disconnected. Reconnect it with its credentials to change its settings.`);
  }
  return save(actor, { id, name, schedule, proven: await proveSettings(stored, { config, secrets }) });
}

const save = useCase({
  permission: "integration:manage",
  input: z.custom<{ id: IntegrationId; name: string | undefined; schedule: Schedule | undefined; proven?: ProvenSettings }>(),
  about: ({ id }) => id,
  run: async ({ actor, scope, input: { id, name, schedule, proven } }) => {
    const before = await getIntegrationRecord(scope, id, { lock: true });
    if (proven !== undefined) await saveProvenSettings(scope, proven);
    await updateRecord(scope, id, { name });
    if (schedule !== undefined) await writeSchedule(scope, id, schedule);
    await recordActivity(scope, {
      actor,
      action: "integration.updated",
      target: { type: "integration", id, name: name ?? before.name },
      detail: {
        ...(name !== undefined && name !== before.name && { name: { before: before.name, after: name } }),
        ...(schedule !== undefined && { schedule: { before: scheduleOf(before), after: { ...schedule } } }),
        ...(proven !== undefined && {
          config: { before: JSON.stringify(before.config), after: JSON.stringify(proven.settings.config) },
          secrets: Object.keys(proven.settings.newSecrets),
        }),
      },
    });
    return getIntegrationView(scope, id);
  },
});

const scheduleOf = ({ completeEveryMinutes, incrementalEveryMinutes }: Schedule): { [Key in keyof Schedule]: Schedule[Key] } => ({ completeEveryMinutes, incrementalEveryMinutes });
