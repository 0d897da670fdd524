import { liftOverride } from "@/lib/use-cases/overrides/lift-override";
import { liftOverrides } from "@/lib/use-cases/overrides/lift-overrides";
import { listOverrides, listUserOverrides } from "@/lib/use-cases/overrides/list-overrides";
import { setOverride } from "@/lib/use-cases/overrides/set-override";
import { os } from "./base";
import { toWire } from "./wire";

const { overrides } = os;

export const overridesRouter = {
  list: overrides.list.handler(async ({ context, input }) => toWire(await listOverrides(context.actor, input))),
  listOfUser: overrides.listOfUser.handler(async ({ context, input }) => toWire(await listUserOverrides(context.actor, input))),
  create: overrides.create.handler(async ({ context, input }) => toWire(await setOverride(context.actor, input))),
  liftMany: overrides.liftMany.handler(({ context, input }) => liftOverrides(context.actor, input)),
  lift: overrides.lift.handler(async ({ context, input }) => toWire(await liftOverride(context.actor, input))),
};
