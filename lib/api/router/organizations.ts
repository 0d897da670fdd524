import { createOrganization } from "@/lib/use-cases/organizations/create-organization";
import { getOrganization } from "@/lib/use-cases/organizations/get-organization";
import { updateOrganization } from "@/lib/use-cases/organizations/update-organization";
import { os } from "./base";

export const organizationsRouter = {
  create: os.organizations.create.handler(({ context, input }) => createOrganization(context.actor, input)),
  get: os.organizations.get.handler(({ context }) => getOrganization(context.actor, {})),
  update: os.organizations.update.handler(({ context, input }) => updateOrganization(context.actor, input)),
};
