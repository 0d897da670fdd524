import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { normalizeEmail } from "@/lib/core/normalize-email";
import { EMPTY_POLICY } from "@/lib/core/source-of-truth";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { fieldsOf } from "@/lib/core/users/resolve-user";
import type { OrganizationScope } from "@/lib/db/in-organization";
import { findVersions } from "@/lib/db/source-of-truth";

/** The value as it is stored. Throws `invalid_input` for a field that there is not, or a value that it cannot have. */
export async function parseOverrideValue(scope: OrganizationScope, { field, value }: { field: string; value: string | null }): Promise<string | null> {
  if (field === "employeeStatus") return parseStatus(value);
  const { newest, applied } = await findVersions(scope);
  const known = new Set([...fieldsOf(applied?.policy ?? EMPTY_POLICY), ...fieldsOf(newest?.policy ?? EMPTY_POLICY)]);
  if (!known.has(field)) throw invalid("field", "There is no such field.");
  if (value === null || value === "") return null;
  if (field === "email") return parseEmail(value);
  if ((field === "startDate" || field === "endDate") && !z.iso.date().safeParse(value).success) throw invalid("value", "Write the date as in 2027-01-31.");
  return value;
}

function parseStatus(value: string | null): string {
  const status = EMPLOYEE_STATUSES.find((known) => known === value);
  if (status === undefined) throw invalid("value", `Choose one of ${EMPLOYEE_STATUSES.join(", ")}.`);
  return status;
}

function parseEmail(value: string): string {
  const email = normalizeEmail(value);
  if (email === undefined) throw invalid("value", "This is no e-mail address.");
  return email;
}

const invalid = (name: "field" | "value", message: string): AppError => new AppError("invalid_input", message, { fields: { [name]: message } });
