import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { recordActivity } from "@/lib/db/activity";
import { getOrganization, type OrganizationView, updateOrganization as writeOrganization } from "@/lib/db/organizations";
import { env } from "@/lib/env";
import { useCase } from "../use-case";

/** Changes the name, whom blocked people are told to ask, or how long sessions last. The address (slug) stays, so that links keep working. */
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
    sessionIdleMinutes: z.number().int().min(5).max(525_600).nullable().optional(),
    sessionHours: z.number().int().min(1).max(8_760).nullable().optional(),
  }),
  run: async ({ actor, input, scope }) => {
    const before = await getOrganization(scope);
    assertWithinBounds(input);
    const after = await writeOrganization(scope, Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)));
    await recordActivity(scope, {
      actor,
      action: "organization.updated",
      target: { type: "organization", id: after.id, name: after.name },
      detail: {
        before: settingsOf(before),
        after: settingsOf(after),
      },
    });
    return after;
  },
});

const settingsOf = ({ name, contact, sessionIdleMinutes, sessionHours }: OrganizationView) => ({ name, contact, sessionIdleMinutes, sessionHours });

/** An Organization may be stricter than whoever runs the product, never laxer. */
function assertWithinBounds({ sessionIdleMinutes, sessionHours }: { sessionIdleMinutes?: number | null | undefined; sessionHours?: number | null | undefined }): void {
  const { SESSION_IDLE_MINUTES_MAX, SESSION_HOURS_MAX } = env();
  const fields = {
    ...((sessionIdleMinutes ?? 0) > SESSION_IDLE_MINUTES_MAX && { sessionIdleMinutes: `At most ${SESSION_IDLE_MINUTES_MAX} minutes here.` }),
    ...((sessionHours ?? 0) > SESSION_HOURS_MAX && { sessionHours: `At most ${SESSION_HOURS_MAX} hours here.` }),
  };
  const [first] = Object.values(fields);
  if (first !== undefined) throw new AppError("invalid_input", first, { fields });
}
