import type { AccountPage, ConnectorHttp } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readRecords, recordId } from "@/lib/connectors/kit/read-records";
import { keepNeeded, RipplingEmployee, RipplingEmployeePage, RipplingWorker, RipplingWorkerPage } from "@/lib/connectors/rippling/schema";
import { employeeToAccount, workerToAccount } from "@/lib/connectors/rippling/transform";

const WORKERS = { schema: RipplingWorker, idField: "id", toAccount: workerToAccount } as const;
const EMPLOYEES = { schema: RipplingEmployee, idField: "id", toAccount: employeeToAccount } as const;
const EMPLOYEES_PER_PAGE = 100;

export interface WorkerPage extends AccountPage {
  /** Names of the fields that the token may not read. */
  readonly redacted: readonly string[];
}

/** A page of the current API. Its next link is absolute; requests to another origin than the configured one are refused. */
export async function readWorkers(http: ConnectorHttp, apiUrl: string, cursor: string | undefined): Promise<WorkerPage> {
  const url = cursor === undefined ? firstPage(apiUrl) : URL.parse(cursor, apiUrl);
  if (url === null || !url.pathname.endsWith("/workers")) throw new ConnectorError("UNEXPECTED_RESPONSE", "Rippling's next page has an address that leads elsewhere. Nothing was changed.");
  const { body } = await http.getJson(url, RipplingWorkerPage);
  return {
    ...readRecords(body.results.map(keepNeeded), WORKERS),
    ...(body.next_link && { nextCursor: body.next_link }),
    redacted: body.__meta?.redacted_fields?.map(({ name }) => name) ?? [],
  };
}

function firstPage(apiUrl: string): URL {
  const url = new URL("/workers", apiUrl);
  url.searchParams.set("expand", "user,manager,department,employment_type");
  return url;
}

/**
 * A page of the older API, which counts places instead of remembering people. Each page begins with the last person of
 * the page before; where somebody else stands there, the list has moved and the walk proves no absence.
 */
export async function readEmployees(http: ConnectorHttp, apiUrl: string, cursor: string | undefined): Promise<AccountPage> {
  const { offset, last } = readPlace(cursor);
  const url = new URL("/platform/api/employees/include_terminated", apiUrl);
  url.searchParams.set("limit", String(EMPLOYEES_PER_PAGE));
  url.searchParams.set("offset", String(offset));
  const { body } = await http.getJson(url, RipplingEmployeePage);
  // A last person without an id shows nothing, and is reason enough by itself to prove no absence.
  const hasMoved = last !== undefined && last !== "" && idOf(body[0]) !== last;
  const fresh = last === undefined || hasMoved ? body : body.slice(1);
  const next = idOf(body.at(-1));
  return {
    ...readRecords(fresh.map(keepNeeded), EMPLOYEES),
    ...(body.length >= EMPLOYEES_PER_PAGE && { nextCursor: `${String(offset + body.length - 1)}:${next ?? ""}` }),
    ...(hasMoved && { incompleteBecause: "The list moved while it was read, so somebody may have been passed over." }),
  };
}

const idOf = (record: unknown): string | undefined =>
  typeof record === "object" && record !== null && "id" in record ? recordId.safeParse(record.id).data : undefined;

function readPlace(cursor: string | undefined): { offset: number; last: string | undefined } {
  if (cursor === undefined) return { offset: 0, last: undefined };
  const [, offset, last] = /^(\d+):(.*)$/s.exec(cursor) ?? [];
  if (offset === undefined) throw new ConnectorError("UNEXPECTED_RESPONSE", "The kept place in the list cannot be read. Start a complete sync.");
  return { offset: Number(offset), last };
}
