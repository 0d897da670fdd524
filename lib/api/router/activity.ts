import { listActivity } from "@/lib/use-cases/activity/list-activity";
import { os } from "./base";
import { toWire } from "./wire";

export const activityRouter = {
  list: os.activity.list.handler(async ({ context, input }) => toWire(await listActivity(context.actor, input))),
};
