import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** What is asked for: no more than what is used. Fields that the service user may not see are left out of the answer. */
export const HIBOB_FIELDS = [
  "root.id",
  "root.email",
  "root.firstName",
  "root.surname",
  "root.displayName",
  "work.title",
  "work.department",
  "work.site",
  "work.startDate",
  "work.reportsTo",
  "work.employeeIdInCompany",
  "work.customColumns",
  "payroll.employment.type",
  "internal.status",
  "internal.lifecycleStatus",
  "internal.terminationDate",
] as const;

const text = z.unknown().optional();
/** Values of lists are ids; their words stand in a second tree of the same form. */
const Work = z.looseObject({ title: text, department: text, site: text, startDate: recordText, reportsTo: z.unknown().optional(), employeeIdInCompany: recordText });

export const HiBobPerson = z.looseObject({
  id: recordId,
  email: recordText,
  firstName: recordText,
  surname: recordText,
  displayName: recordText,
  work: Work.nullish(),
  payroll: z.looseObject({ employment: z.looseObject({ type: text }).nullish() }).nullish(),
  internal: z.looseObject({ lifecycleStatus: recordText, terminationDate: recordText }).nullish(),
  humanReadable: z
    .looseObject({
      work: z.looseObject({ title: text, department: text, site: text }).nullish(),
      payroll: z.looseObject({ employment: z.looseObject({ type: text }).nullish() }).nullish(),
    })
    .nullish(),
});
export type HiBobPerson = z.output<typeof HiBobPerson>;

export const HiBobPeople = z.looseObject({ employees: z.array(z.unknown()) });
export const Manager = z.looseObject({ email: recordText, displayName: recordText });
