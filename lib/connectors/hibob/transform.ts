import { type HiBobPerson, Manager } from "@/lib/connectors/hibob/schema";
import { hibobStatusMap } from "@/lib/connectors/hibob/status-map";
import { toProfile } from "@/lib/connectors/kit/profile";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import type { SourceAccount } from "@/lib/core/accounts";

/** A flat answer is the nested one with paths for names; both are read. */
export function nest(record: unknown): unknown {
  if (typeof record !== "object" || record === null || !("/root/id" in record)) return record;
  const nested: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(record)) {
    const parts = path.split("/").filter((part) => part !== "" && part !== "root");
    const last = parts.pop() ?? path;
    const holder = parts.reduce<Record<string, unknown>>((inside, part) => (inside[part] ??= {}) as Record<string, unknown>, nested);
    // `{ value, humanReadable }` is how a flat answer carries both.
    const isPair = typeof value === "object" && value !== null && "value" in value;
    holder[last] = isPair ? value.value : value;
    if (isPair && "humanReadable" in value) {
      const words = [...parts].reduce<Record<string, unknown>>((inside, part) => (inside[part] ??= {}) as Record<string, unknown>, (nested["humanReadable"] ??= {}) as Record<string, unknown>);
      words[last] = value.humanReadable;
    }
  }
  return nested;
}

export function toSourceAccount(person: HiBobPerson, raw: unknown): SourceAccount {
  const { work, internal, humanReadable } = person;
  const rawStatus = internal?.lifecycleStatus?.trim() ? internal.lifecycleStatus : "(missing)";
  const manager = Manager.safeParse(work?.reportsTo).data;
  return {
    externalId: person.id,
    kind: "HUMAN",
    status: toAccountStatus(rawStatus, { rules: hibobStatusMap, letterCase: "ignored" }),
    rawStatus,
    profile: toProfile({
      email: person.email,
      givenName: person.firstName,
      familyName: person.surname,
      displayName: person.displayName,
      employeeNumber: work?.employeeIdInCompany,
      title: toWord(humanReadable?.work?.title, work?.title),
      department: toWord(humanReadable?.work?.department, work?.department),
      manager: manager?.email ?? manager?.displayName,
      location: toWord(humanReadable?.work?.site, work?.site),
      employmentType: toWord(humanReadable?.payroll?.employment?.type, person.payroll?.employment?.type),
      startDate: work?.startDate,
      endDate: internal?.terminationDate,
    }),
    aliases: [],
    raw,
  };
}

/** The word, or the value where it is a word itself; the id of a list's entry means nothing to a reader. */
function toWord(word: unknown, value: unknown): string | undefined {
  if (typeof word === "string") return word;
  return typeof value === "string" && !/^\d+$/.test(value) ? value : undefined;
}
