import { z } from "zod";
import { IntegrationId } from "@/lib/core/ids";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { listUsers as listRecords, USER_SORTS } from "@/lib/db/users";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";
import { listCurrentSources, toUserRowViews } from "./user-view";

/** One page of Users; a cursor belongs to its sort, and another sort throws `invalid_input`. */
export const listUsers = useCase({
  permission: "user:read",
  input: PageQuery.extend({
    query: z.string().trim().max(200).optional(),
    employeeStatus: z.enum(EMPLOYEE_STATUSES).optional(),
    integrationId: IntegrationId.optional(),
    sourceless: z.boolean().optional(),
    sort: z.enum(USER_SORTS).default("name"),
  }),
  run: async ({ scope, input }) => {
    const { items, nextCursor } = await listRecords(scope, input);
    return { items: await toUserRowViews(scope, items, await listCurrentSources(scope)), nextCursor };
  },
});
