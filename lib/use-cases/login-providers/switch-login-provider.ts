import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { LoginProviderId } from "@/lib/core/ids";
import { recordActivity } from "@/lib/db/activity";
import { switchLoginProvider as writeSwitch } from "@/lib/db/login-providers";
import { useCase } from "../use-case";
import { keepAnAdminIn } from "./keep-an-admin-in";
import { toProviderView } from "./login-provider-view";
import { getProvider } from "./provider-settings";

/** On only after a test sign-in with the settings as they are; off only while an Admin can still get in. Off ends its sessions. */
export const switchLoginProvider = useCase({
  permission: "source-of-truth:update",
  proof: "recent",
  input: z.object({ id: LoginProviderId, isOn: z.boolean() }),
  run: async ({ actor, input: { id, isOn }, scope }) => {
    const { name } = await getProvider(scope, id);
    if (!(await writeSwitch(scope, id, isOn))) throw new AppError("conflict", "Make a test sign-in first. Its settings changed since the last one, or there was none.");
    if (!isOn) await keepAnAdminIn(scope);
    await recordActivity(scope, { actor, action: isOn ? "login_provider.switched_on" : "login_provider.switched_off", target: { type: "login_provider", id, name } });
    return toProviderView(await getProvider(scope, id));
  },
});
