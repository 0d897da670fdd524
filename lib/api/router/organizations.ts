import { createOrganization } from "@/lib/use-cases/organizations/create-organization";
import { deleteOrganization, restoreOrganization } from "@/lib/use-cases/organizations/delete-organization";
import { exportOrganization } from "@/lib/use-cases/organizations/export-organization";
import { getOrganization } from "@/lib/use-cases/organizations/get-organization";
import { updateOrganization } from "@/lib/use-cases/organizations/update-organization";
import { os } from "./base";
import { toWire } from "./wire";

export const organizationsRouter = {
  create: os.organizations.create.handler(({ context, input }) => createOrganization(context.actor, input)),
  get: os.organizations.get.handler(async ({ context }) => toWire(await getOrganization(context.actor, {}))),
  update: os.organizations.update.handler(async ({ context, input }) => toWire(await updateOrganization(context.actor, input))),
  delete: os.organizations.delete.handler(async ({ context, input }) => toWire(await deleteOrganization(context.actor, input))),
  restore: os.organizations.restore.handler(async ({ context }) => toWire(await restoreOrganization(context.actor, {}))),
  exportFile: os.organizations.exportFile.handler(async ({ context }) => {
    const { name, contentType, body } = await exportOrganization(context.actor, {});
    return { headers: { "content-type": contentType, "content-disposition": `attachment; filename="${name}"` }, body };
  }),
};
