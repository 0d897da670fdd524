import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** The fields that are read; everything else stays in `raw`. */
export const BambooEmployee = z.looseObject({
  employeeId: recordId,
  firstName: recordText,
  lastName: recordText,
  preferredName: recordText,
  jobTitleName: recordText,
  status: z.string().nullish(),
  workEmail: recordText,
  hireDate: recordText,
  departmentName: recordText,
  locationName: recordText,
  employmentStatusName: recordText,
  reportsToName: recordText,
  /** Fields that the key may not read; they arrive as null, which does not mean that they are empty. */
  _restrictedFields: z.array(z.string()).nullish(),
});
export type BambooEmployee = z.output<typeof BambooEmployee>;

/** Ids only: what a change was has to be asked for. */
export const BambooChanges = z.looseObject({
  latest: z.string(),
  // A company without a change answers an empty list where it else answers a map.
  employees: z.union([z.record(z.string(), z.looseObject({ action: z.string() })), z.array(z.never())]),
});

/** Asked for beyond the fields that always come: no more than what is used. */
export const BAMBOO_FIELDS = [
  "workEmail",
  "hireDate",
  "departmentName",
  "locationName",
  "employmentStatusName",
  "reportsToName",
] as const;

export const BambooEmployeePage = z.looseObject({
  data: z.array(z.unknown()),
  meta: z.looseObject({
    total: z.int().nonnegative().nullish(),
    page: z.looseObject({ nextCursor: z.union([z.string(), z.number()]).nullish() }),
  }),
});
