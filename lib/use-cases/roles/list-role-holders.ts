import { z } from "zod";
import { listRoleHolders as readRoleHolders } from "@/lib/db/role-holders";
import { useCase } from "../use-case";

/** Who may do more than see their own page, and who is invited. */
export const listRoleHolders = useCase({
  permission: "role:read",
  input: z.object({}),
  run: async ({ scope }) => ({ items: await readRoleHolders(scope) }),
});
