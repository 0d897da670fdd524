import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** A worker of the current API, cut to what is used. */
export const RipplingWorker = z.looseObject({
  id: recordId,
  number: recordText,
  status: recordText,
  work_email: recordText,
  title: recordText,
  start_date: recordText,
  end_date: recordText,
  country: recordText,
  user: z
    .looseObject({
      display_name: recordText,
      timezone: recordText,
      name: z.looseObject({ given_name: recordText, family_name: recordText, preferred_given_name: recordText, preferred_family_name: recordText }).nullish(),
    })
    .nullish(),
  manager: z.looseObject({ work_email: recordText }).nullish(),
  department: z.looseObject({ name: recordText }).nullish(),
  employment_type: z.looseObject({ label: recordText, name: recordText }).nullish(),
});
export type RipplingWorker = z.output<typeof RipplingWorker>;

export const RipplingWorkerPage = z.looseObject({
  results: z.array(z.unknown()),
  next_link: z.string().nullish(),
  /** Fields that the token may not read; they arrive as null, which does not mean that they are empty. */
  __meta: z.looseObject({ redacted_fields: z.array(z.looseObject({ name: z.string() })).nullish() }).nullish(),
});

/** An employee of the older Platform API, cut to what is used. */
export const RipplingEmployee = z.looseObject({
  id: recordId,
  roleState: recordText,
  firstName: recordText,
  lastName: recordText,
  preferredFirstName: recordText,
  name: recordText,
  workEmail: recordText,
  employeeNumber: recordText,
  title: recordText,
  department: recordText,
  employmentType: recordText,
  startDate: recordText,
  endDate: recordText,
  workLocation: z.looseObject({ city: recordText, country: recordText }).nullish(),
});
export type RipplingEmployee = z.output<typeof RipplingEmployee>;

export const RipplingEmployeePage = z.array(z.unknown());

/**
 * Everything that is kept of a record. Rippling answers with pay, birthdays, social security numbers and descent as
 * well, whatever was asked for: none of that is ever stored.
 */
const KEPT = new Set([
  "id", "user_id", "number", "status", "work_email", "title", "start_date", "end_date", "country", "user", "manager", "manager_id", "department", "department_id",
  "employment_type", "employment_type_id", "level", "custom_fields", "created_at", "updated_at",
  "roleState", "firstName", "lastName", "preferredFirstName", "name", "workEmail", "employeeNumber", "employmentType", "startDate", "endDate", "workLocation",
  "workLocationId", "departmentId", "customFields", "createdAt", "updatedAt",
]);

export const keepNeeded = (record: unknown): unknown =>
  typeof record === "object" && record !== null && !Array.isArray(record) ? Object.fromEntries(Object.entries(record).filter(([field]) => KEPT.has(field))) : record;
