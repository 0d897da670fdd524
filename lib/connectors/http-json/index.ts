import { z } from "zod";
import { authenticateHttpJson } from "@/lib/connectors/http-json/authenticate";
import { findNext, toRequest } from "@/lib/connectors/http-json/paging";
import { parsePath, readOne } from "@/lib/connectors/http-json/path";
import { type HttpJsonConfig, httpJsonConfig, httpJsonSecrets } from "@/lib/connectors/http-json/settings";
import { httpJsonStatusMap } from "@/lib/connectors/http-json/status-map";
import { createReader } from "@/lib/connectors/http-json/transform";
import { type AccountPage, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { countByStatus } from "@/lib/connectors/kit/count-by-status";
import { findNextLink } from "@/lib/connectors/kit/link-header";
import { readRecords } from "@/lib/connectors/kit/read-records";
import { PROFILE_FIELDS } from "@/lib/core/accounts";

/** A source without paging sends everybody at once. */
const ONE_ANSWER_MAX_BYTES = 100 * 1024 * 1024;

export const httpJson = defineConnector({
  manifest: {
    id: "http-json",
    name: "HTTP/JSON",
    category: "file",
    summary: "Reads people from any system that lists them as JSON: you say where the list is, how it is paged and which field is which.",
    provides: [...PROFILE_FIELDS],
    statusMap: httpJsonStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "Find in the other system's documentation the address that lists people, how it is signed in to, and how it names its next page.",
      "Create a key there that may read people and nothing else.",
      "Enter the address, the key and the paths of the fields; a path is names with dots between, such as profile.email.",
      "Choose Preview until the first records are read as you expect, and look whether a next page follows.",
    ],
  },
  config: httpJsonConfig,
  secrets: httpJsonSecrets,
  origin: ({ url }) => new URL(new URL(url).origin),
  tokenOrigin: ({ url, tokenUrl }) => new URL(new URL(tokenUrl || url).origin),
  authenticate: authenticateHttpJson,

  check: async (context) => {
    const page = await readPage(context, undefined);
    const people = page.accounts.length;
    if (people === 0 && page.quarantined.length > 0) throw new ConnectorError("CONFIG_INVALID", `No record has a usable id at "${context.config.idPath}": it is missing, or an e-mail address, which changes. Choose another field for the id.`);
    const seen = page.total ?? people;
    return {
      summary: `Reached ${new URL(context.config.url).host}; ${page.total === undefined ? "the first page" : "it"} lists ${seen.toLocaleString("en")} ${seen === 1 ? "person" : "people"}${page.nextCursor === undefined ? "" : ", and more pages follow"}.`,
      ...(page.total !== undefined && { total: page.total }),
      byStatus: countByStatus(page.accounts),
      warnings: findWarnings(context.config, page),
    };
  },

  listAccounts: readPage,
});

async function readPage({ config, http }: ConnectorContext<HttpJsonConfig>, cursor: string | undefined): Promise<AccountPage> {
  const { url, method, body } = toRequest(config, cursor);
  const answer = await http.getJson(url, z.unknown(), { method, ...(body && { body }), ...(config.paging === "none" && { sizeMaxBytes: ONE_ANSWER_MAX_BYTES }) });
  const read = readRecords(findList(config, answer.body), createReader(config));
  const people = new Set(read.accounts.map(({ externalId }) => externalId)).size + read.quarantined.length;
  const nextCursor = findNext(config, cursor, { ...answer, url, people });
  const total = config.totalPath ? readOne(answer.body, parsePath(config.totalPath) ?? []) : undefined;
  const isCut = config.paging === "none" && findNextLink(answer.headers, url) !== undefined;
  return {
    ...read,
    ...(nextCursor !== undefined && { nextCursor }),
    ...(typeof total === "number" && Number.isInteger(total) && total >= 0 && { total }),
    ...(isCut && { incompleteBecause: "The answer names a next page, but the settings say that there is none. Choose link under Next page." }),
  };
}

function findList({ listPath, url }: HttpJsonConfig, body: unknown): readonly unknown[] {
  const list = readOne(body, parsePath(listPath ?? "") ?? []);
  if (Array.isArray(list)) return list;
  throw new ConnectorError("UNEXPECTED_RESPONSE", `The answer of ${new URL(url).host} holds no list ${listPath ? `at "${listPath}"` : "by itself; say where it stands in it"}. Nothing was changed. Check List in the settings.`);
}

function findWarnings(config: HttpJsonConfig, page: AccountPage): string[] {
  const unknown = new Set(page.accounts.filter(({ status }) => status === "UNKNOWN").map(({ rawStatus }) => rawStatus));
  const hasNoAddress = page.accounts.length > 0 && page.accounts.every(({ profile }) => profile.email === undefined);
  return [
    ...(page.incompleteBecause === undefined ? [] : [page.incompleteBecause]),
    ...(page.accounts.length === 0 ? ["The list is empty. Check List in the settings, and that the key may read people."] : []),
    ...(page.quarantined.length > 0 ? [`${page.quarantined.length === 1 ? "One record" : `${String(page.quarantined.length)} records`} on the first page could not be read. Check the path of the id.`] : []),
    ...(hasNoAddress ? ["Nobody on the first page has an e-mail address, so nobody can be matched by one. Check the path of the e-mail."] : []),
    ...(unknown.size > 0 ? [`These status words have no meaning yet: ${[...unknown].slice(0, 5).map((word) => word.slice(0, 60)).join(", ")}. Give them one in the status map after the first sync.`] : []),
  ];
}
