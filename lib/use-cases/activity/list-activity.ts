import { listActivity as readActivity } from "@/lib/db/activity";
import { PageQuery } from "../page-query";
import { useCase } from "../use-case";
import { ActivityQuery } from "./activity-query";

/** Who did what in this Organization, the newest first. */
export const listActivity = useCase({
  permission: "activity:read",
  input: PageQuery.extend(ActivityQuery.shape),
  run: ({ input, scope }) => readActivity(scope, input),
});
