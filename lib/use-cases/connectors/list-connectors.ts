import { z } from "zod";
import type { Connector } from "@/lib/connectors/kit/connector";
import { connectors } from "@/lib/connectors/registry";
import { useCase } from "@/lib/use-cases/use-case";

/** The whole catalogue in the gallery's order, with the forms as JSON Schemas of what is to be entered. */
export const listConnectors = useCase({
  permission: "integration:read",
  about: "listed",
  input: z.object({}),
  run: async () => ({ items: [...connectors.values()].map(describe), nextCursor: null }),
});

function describe({ manifest, config, secrets }: Connector) {
  const { id, name, category, summary, reads } = manifest;
  return {
    id,
    name,
    category,
    summary,
    reads,
    setupSteps: [...manifest.setupSteps],
    provides: [...manifest.provides],
    statusMap: manifest.statusMap.map((rule) => ({ ...rule })),
    config: toFormSchema(config),
    secrets: toFormSchema(secrets),
  };
}

// zod leaves examples out where a field is transformed; ours are of what is to be entered, so they stay.
const toFormSchema = (schema: z.ZodObject) =>
  z.toJSONSchema(schema, {
    io: "input",
    override: ({ zodSchema, jsonSchema }) => {
      const examples = z.globalRegistry.get(zodSchema)?.examples;
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  });
