import { z } from "zod";
import { listActivity as readActivity } from "@/lib/db/activity";
import { PageQuery } from "../page-query";
import { useCase } from "../use-case";

/** Who did what in this Organization, the newest first. */
export const listActivity = useCase({
  permission: "activity:read",
  input: PageQuery.extend({ action: z.string().max(100).optional() }),
  run: ({ input, scope }) => readActivity(scope, input),
});
