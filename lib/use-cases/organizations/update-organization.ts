import { z } from "zod";
import { recordActivity } from "@/lib/db/activity";
import { getOrganization, updateOrganization as writeOrganization } from "@/lib/db/organizations";
import { useCase } from "../use-case";

/** Changes the name or whom blocked people are told to ask. The address (slug) stays, so that links keep working. */
export const updateOrganization = useCase({
  permission: "organization:update",
  input: z.object({
    name: z.string().trim().min(1).max(100).optional(),
    contact: z
      .string()
      .trim()
      .max(200)
      .nullable()
      .optional()
      .transform((contact) => (contact === "" ? null : contact)),
  }),
  run: async ({ actor, input, scope }) => {
    const before = await getOrganization(scope);
    const after = await writeOrganization(scope, {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.contact === undefined ? {} : { contact: input.contact }),
    });
    await recordActivity(scope, {
      actor,
      action: "organization.updated",
      target: { type: "organization", id: after.id, name: after.name },
      detail: {
        before: { name: before.name, contact: before.contact },
        after: { name: after.name, contact: after.contact },
      },
    });
    return after;
  },
});
