import { z } from "zod";

/** What a provider can do wrong to a reader who only wanted the next page. */
export const Fault = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("status"),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
  }),
  /** Accepts the request and never answers. */
  z.object({ kind: z.literal("hang") }),
  z.object({ kind: z.literal("slow"), ms: z.int().min(1) }),
  /** A sign-in page with status 200, as proxies and expired sessions give it. */
  z.object({ kind: z.literal("html") }),
  /** Promises the whole body and closes the connection after half of it. */
  z.object({ kind: z.literal("cutBody") }),
  /** Nobody on the page, and a next link all the same. */
  z.object({ kind: z.literal("emptyPage") }),
  /** The next link leads to the page that holds it; a SCIM service gives its first page again. */
  z.object({ kind: z.literal("repeatedCursor") }),
  /** The page says that a tenth fewer people exist than the page before. */
  z.object({ kind: z.literal("shrinkingTotal") }),
  z.object({ kind: z.literal("duplicateIds") }),
  z.object({ kind: z.literal("recordWithoutId") }),
  z.object({ kind: z.literal("unknownStatus") }),
  /** The first person's id comes as a number. */
  z.object({ kind: z.literal("numberId") }),
]);
export type Fault = z.output<typeof Fault>;

export interface FaultTiming {
  /** Page of a listing, from 1; any page where absent. */
  readonly atPage?: number | undefined;
  /** How often; without end where absent. */
  readonly times?: number | undefined;
  /** `token`: a request for an access token meets it instead of one for people. */
  readonly where?: "list" | "token" | undefined;
}

/** Faults wait here until a request for a page of people meets them; other requests are served as ever. */
export class FaultPlan {
  private planned: { fault: Fault; atPage: number | undefined; left: number; where: "list" | "token" }[] = [];

  add(fault: Fault, { atPage, times, where = "list" }: FaultTiming = {}): void {
    this.planned.push({ fault, atPage, left: times ?? Number.POSITIVE_INFINITY, where });
  }

  clear(): void {
    this.planned = [];
  }

  take(page: number): Fault | undefined {
    return this.meet(({ where, atPage }) => where === "list" && (atPage === undefined || atPage === page));
  }

  takeForToken(): Fault | undefined {
    return this.meet(({ where }) => where === "token");
  }

  private meet(isMeant: (planned: (typeof this.planned)[number]) => boolean): Fault | undefined {
    const met = this.planned.find((planned) => planned.left > 0 && isMeant(planned));
    if (met) met.left -= 1;
    return met?.fault;
  }
}

export type WireRecord = Readonly<Record<string, unknown>>;

/** What the next link says: nothing, the page after, this very page, or this place under another cursor. */
export type NextLink = "none" | "following" | "repeat" | "retry";

export interface ListPage {
  /** Absent while no fault touched them, so that a system may send what it has ready. */
  readonly records?: readonly WireRecord[];
  readonly total: number;
  readonly next: NextLink;
}

interface PageTraits {
  readonly idField: string;
  /** Laid over a record to give it a status word that no documentation knows. */
  readonly unknownStatus: WireRecord;
}

const SHRUNK = 0.9;
const ID_AS_NUMBER = 900_719_925_474_099;

export function withFault(
  fault: Fault | undefined,
  page: ListPage,
  readRecords: () => readonly WireRecord[],
  { idField, unknownStatus }: PageTraits,
): ListPage {
  switch (fault?.kind) {
    case "emptyPage":
      return { ...page, records: [], next: "retry" };
    case "repeatedCursor":
      return { ...page, next: "repeat" };
    case "shrinkingTotal":
      return { ...page, total: Math.floor(page.total * SHRUNK) };
    case "duplicateIds":
      return { ...page, records: [...readRecords(), ...readRecords().slice(0, 1)] };
    case "recordWithoutId":
      return { ...page, records: readRecords().map((record, place, all) => (place === all.length - 1 ? without(record, idField) : record)) };
    case "unknownStatus":
      return { ...page, records: readRecords().map((record, place) => (place === 0 ? { ...record, ...unknownStatus } : record)) };
    case "numberId":
      return { ...page, records: readRecords().map((record, place) => (place === 0 ? { ...record, [idField]: ID_AS_NUMBER } : record)) };
    default:
      return page;
  }
}

const without = (record: WireRecord, field: string): WireRecord =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));
