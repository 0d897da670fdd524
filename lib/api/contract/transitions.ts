import { oc } from "@orpc/contract";
import { z } from "zod";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { TRANSITION_KINDS } from "@/lib/core/users/transition";
import { Instant, Named, page, PageQuery } from "./common";

export const Transition = z.object({
  user: Named.extend({ employeeStatus: z.enum(EMPLOYEE_STATUSES) }),
  /** `starts` and `ends` follow the person's dates; `override_expires` gives a value back to the sources. */
  kind: z.enum(TRANSITION_KINDS),
  /** The very instant in the person's time zone. */
  at: Instant,
  /** The date as the sources say it; null for an override. */
  date: z.string().nullable(),
  timeZone: z.string().nullable(),
  /** What the override holds; null for a date. */
  field: z.string().nullable(),
});
export type Transition = z.output<typeof Transition>;

export const transitionsContract = {
  list: oc
    .route({ method: "GET", path: "/transitions", tags: ["Users"], summary: "Who changes by a date in the next days, the soonest first" })
    .input(PageQuery.extend({ days: z.coerce.number().int().min(1).max(366).default(14) }))
    .output(page(Transition)),
};
