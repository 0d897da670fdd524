import { exportActivity } from "@/lib/use-cases/activity/export-activity";
import { listActivity } from "@/lib/use-cases/activity/list-activity";
import { verifyActivity } from "@/lib/use-cases/activity/verify-activity";
import { os } from "./base";
import { toWire } from "./wire";

export const activityRouter = {
  list: os.activity.list.handler(async ({ context, input }) => toWire(await listActivity(context.actor, input))),
  verify: os.activity.verify.handler(async ({ context }) => toWire(await verifyActivity(context.actor, {}))),
  exportFile: os.activity.exportFile.handler(async ({ context, input }) => {
    const { name, contentType, body } = await exportActivity(context.actor, input);
    return { headers: { "content-type": contentType, "content-disposition": `attachment; filename="${name}"` }, body };
  }),
};
