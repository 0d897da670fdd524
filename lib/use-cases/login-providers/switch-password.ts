import { z } from "zod";
import { recordActivity } from "@/lib/db/activity";
import { setPasswordSignIn } from "@/lib/db/login-providers";
import { useCase } from "../use-case";
import { keepAnAdminIn } from "./keep-an-admin-in";

/** Whether a password opens this Organization; sessions that are open stay. */
export const switchPassword = useCase({
  permission: "source-of-truth:update",
  proof: "recent",
  input: z.object({ isOn: z.boolean() }),
  run: async ({ actor, input: { isOn }, scope }) => {
    await setPasswordSignIn(scope, isOn);
    await keepAnAdminIn(scope);
    await recordActivity(scope, {
      actor,
      action: isOn ? "login_provider.switched_on" : "login_provider.switched_off",
      target: { type: "login_provider", id: scope.organizationId, name: "Password" },
    });
    return { isOn };
  },
});
