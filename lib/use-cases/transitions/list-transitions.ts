import { z } from "zod";
import { decodeCursor, encodeCursor, invalidCursor } from "@/lib/core/cursor";
import { EMPTY_POLICY } from "@/lib/core/source-of-truth";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import type { TransitionKind } from "@/lib/core/users/transition";
import { findVersions } from "@/lib/db/source-of-truth";
import { listTransitions as listRecords, transitionKey, type TransitionRecord } from "@/lib/db/transitions";
import { PageQuery } from "@/lib/use-cases/page-query";
import { useCase } from "@/lib/use-cases/use-case";

export interface TransitionView {
  readonly user: { readonly id: string; readonly name: string; readonly employeeStatus: EmployeeStatus };
  readonly kind: TransitionKind;
  readonly at: Date;
  readonly date: string | null;
  readonly timeZone: string | null;
  readonly field: string | null;
}

/** Who changes by a date, under the version that Users follow, within the next days; the soonest first. */
export const listTransitions = useCase({
  permission: "user:read",
  input: PageQuery.extend({ days: z.number().int().min(1).max(366).default(14) }),
  run: async ({ scope, input: { days, limit, cursor } }) => {
    const { applied, newest } = await findVersions(scope);
    const { timeZone, datesDecide } = (applied ?? newest)?.policy ?? EMPTY_POLICY;
    const after = cursor === undefined ? undefined : readPosition(cursor);
    const rows = await listRecords(scope, { days, timeZone, datesDecide, limit: limit + 1, after });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(toView),
      nextCursor: rows.length > limit && last ? encodeCursor(["transitions", last.atKey, transitionKey(last)]) : null,
    };
  },
});

const Instant = z.iso.datetime();

function readPosition(cursor: string): { at: string; key: string } {
  const [list, at, key] = decodeCursor(cursor, 3);
  if (list !== "transitions" || !Instant.safeParse(at).success || typeof at !== "string" || typeof key !== "string") throw invalidCursor();
  return { at, key };
}

const toView = ({ userId, name, employeeStatus, kind, at, date, timeZone, field }: TransitionRecord): TransitionView => ({
  user: { id: userId, name, employeeStatus },
  kind,
  at,
  date,
  timeZone,
  field,
});
