import { connect } from "@/lib/connectors/kit/connect";
import type { AccountPage, Connector, ConnectorContext, UploadedFile } from "@/lib/connectors/kit/connector";
import type { ConnectorErrorKind } from "@/lib/connectors/kit/connector-error";
import { checkPage, rememberCursors, startWalk, type WalkProgress } from "@/lib/connectors/kit/walk-guard";

/** What a page of people can be told to do wrong, whatever carries it. */
type RecordFault = "recordWithoutId" | "unknownStatus" | "numberId";
/** What a page that comes over HTTP can do wrong besides. */
type HttpFault = "hang" | "html" | "cutBody" | "emptyPage" | "repeatedCursor" | "duplicateIds";
/** How a connection that is no HTTP fails: nobody listens, nobody answers, or the account may not read people. */
export type SocketFault = "unreachable" | "silent" | "denied";

/** What a provider can be told to do wrong; the demo's fakes know the words of HTTP. */
export type ContractFault =
  | { readonly kind: "status"; readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly kind: RecordFault | HttpFault };

export interface FaultTiming {
  /** Page of a listing, from 1; any page where absent. */
  readonly atPage?: number;
  readonly times?: number;
  /** `token`: the request for an access token fails instead of a page. */
  readonly where?: "list" | "token";
}

/** A provider that can be made to fail, at the given page and as often as asked. */
export interface ContractProvider {
  failWith(fault: ContractFault, timing?: FaultTiming): void | Promise<void>;
  /** Until it is healed; only of a provider that speaks no HTTP. */
  breakConnection?(how: SocketFault): void | Promise<void>;
  /** Lists every second person no more, as if a scope had been taken away; `heal` brings them back. */
  hideHalf?(): void | Promise<void>;
  heal(): void | Promise<void>;
  stop(): Promise<void>;
}

/** One connector with everything the suite needs to run it against something that speaks its format. */
export interface ContractSubject {
  readonly connector: Connector;
  readonly config: unknown;
  readonly secrets: Record<string, string>;
  /** Ids of everybody in the source, in any order; enough people for three pages or more. */
  readonly ids: readonly string[];
  readonly file?: UploadedFile;
  /** What it can do beyond reading the list; said here too, so that losing it is noticed. */
  readonly abilities: readonly ("changes" | "look-up")[];
  /** Where a source has no next link, an empty page is the end, and only its count says that somebody is missing. */
  readonly endsOnEmptyPage?: boolean;
  /** The source answers everybody at once, so that there is no second page to fail. */
  readonly onePage?: boolean;
  /** Tokens are fetched first, so that fetching them can fail too. */
  readonly fetchesTokens?: boolean;
  /** Faults that this source cannot have, each with the reason. */
  readonly cannotHappen?: Readonly<Partial<Record<ContractFault["kind"] | SocketFault, string>>>;
  /** Refusals that mean something else here than a bare status does, by their name in the suite. */
  readonly meaning?: Readonly<Record<string, ConnectorErrorKind>>;
  /** Credentials of the right form that the source refuses; every secret replaced by a text where absent. */
  readonly wrongSecrets?: Record<string, string>;
  /** Where the form field with the API's address is not `apiUrl` or `baseUrl`. */
  readonly apiField?: string;
  /** Where the vendor's description contradicts its documentation: what it wants to see in place of what is sent. */
  readonly described?: {
    readonly headers?: Readonly<Record<string, string>>;
    /** Parameters that are sent as one text with commas, and described as repeated ones. */
    readonly lists?: readonly string[];
  };
  /** Absent for a connector that reads a file or waits for what is sent. */
  readonly provider?: ContractProvider;
}

/** What a connector's fixture.ts exports as `startFixture`: it makes that many people, or enough for the suite. */
export type StartFixture = (count?: number) => Promise<ContractSubject>;

export interface Walked {
  readonly pages: readonly AccountPage[];
  readonly cursors: readonly (string | undefined)[];
  readonly progress: WalkProgress;
}

const PAGES_MAX = 50;
const TIMEOUT_MS = 300;

/** Reads page by page as the runtime does, with its guard, and throws what the guard refuses. */
export function walkSubject(subject: ContractSubject, from?: string): Promise<Walked> {
  const context = contextOf(subject);
  return walkPages((cursor) => subject.connector.listAccounts(context, cursor), from);
}

/** The same for any way to fetch a page; stops a list that does not end. */
export async function walkPages(readPage: (cursor: string | undefined) => Promise<AccountPage>, from?: string): Promise<Walked> {
  const pages: AccountPage[] = [];
  const cursors: (string | undefined)[] = [];
  const seen = new Set<string>();
  const leadsBack = rememberCursors();
  let progress = startWalk({ pagesMax: PAGES_MAX });
  for (let cursor = from; cursors.length === 0 || cursor !== undefined; cursor = pages.at(-1)?.nextCursor) {
    const page = await readPage(cursor);
    const before = seen.size;
    for (const { externalId } of page.accounts) seen.add(externalId);
    const verdict = checkPage(progress, page, { newIds: seen.size - before, leadsBack: leadsBack(cursor, page.nextCursor) });
    if (verdict.failure) throw verdict.failure;
    progress = verdict.progress;
    pages.push(page);
    cursors.push(cursor);
  }
  return { pages, cursors, progress };
}

/** Everything frozen, so that a connector which changes what it was given fails its tests. */
export function contextOf({ connector, config, secrets, file, provider }: ContractSubject, { timeoutMs }: { timeoutMs?: number } = {}): ConnectorContext<Record<string, unknown>> {
  const settings = { config: freezeDeep(connector.config.parse(config)), secrets: Object.freeze({ ...secrets }) };
  // A peer that really runs, such as a directory, answers in its own time.
  const patience = timeoutMs ?? (connector.manifest.reads === "socket" && provider ? 10 * TIMEOUT_MS : TIMEOUT_MS);
  return Object.freeze(connect(connector, settings, { allowPrivateTargets: true, timeoutMs: patience, file: file && freezeDeep(file) }));
}

export const idsOf = (pages: readonly AccountPage[]): string[] => pages.flatMap((page) => page.accounts.map(({ externalId }) => externalId)).sort();

function freezeDeep<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) freezeDeep(part);
  return Object.freeze(value);
}
