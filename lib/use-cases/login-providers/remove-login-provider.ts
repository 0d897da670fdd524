import { z } from "zod";
import { LoginProviderId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { removeLoginProvider as deleteLoginProvider } from "@/lib/db/login-providers";
import { useCase } from "../use-case";
import { keepAnAdminIn } from "./keep-an-admin-in";
import { getProvider } from "./provider-settings";

/** Removes it with all it knows of people; sessions that it opened end. */
export const removeLoginProvider = useCase({
  permission: "source-of-truth:update",
  proof: "recent",
  input: z.object({ id: LoginProviderId }),
  run: async ({ actor, input: { id }, scope }) => {
    const { name } = await getProvider(scope, id);
    await deleteLoginProvider(scope, id);
    await keepAnAdminIn(scope);
    await recordActivity(scope, { actor, action: "login_provider.removed", target: { type: "login_provider", id, name } });
    return { id };
  },
});
