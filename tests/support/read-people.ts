import type { AccountPage } from "@/lib/connectors/kit/connector";
import { type ContractSubject, contextOf, walkPages } from "@/lib/connectors/kit/contract-subject";
import type { SourceAccount } from "@/lib/core/accounts";

/** Everybody by what their entry says under a name, such as `dn`; with other settings where given. */
export async function readPeopleBy(subject: ContractSubject, name: string, config: object = {}): Promise<Map<string, SourceAccount>> {
  const read = { ...subject, config: { ...(subject.config as object), ...config } };
  const { pages } = await walkPages((cursor) => subject.connector.listAccounts(contextOf(read), cursor));
  return byName(pages, name);
}

/** Who changed since a watermark, with the watermark after. */
export async function readChangesBy(subject: ContractSubject, name: string, since: string | undefined): Promise<{ changed: Map<string, SourceAccount>; watermark: string }> {
  const { changes } = subject.connector;
  if (!changes) throw new Error("This connector reads no changes.");
  let watermark: string | undefined;
  const { pages } = await walkPages(async (cursor) => {
    const page = await changes.list(contextOf(subject), since, cursor);
    if (cursor === undefined) watermark = page.watermark;
    return page;
  });
  return { changed: byName(pages, name), watermark: watermark ?? "" };
}

const byName = (pages: readonly AccountPage[], name: string): Map<string, SourceAccount> =>
  new Map(pages.flatMap((page) => page.accounts).map((account) => [String((account.raw as Record<string, unknown>)[name]), account]));

/** Reads everybody, and does something in the source after each page, in another process' time. */
export async function readWhile(subject: ContractSubject, afterPage: (page: number) => Promise<void>): Promise<AccountPage[]> {
  let count = 0;
  const { pages } = await walkPages(async (cursor) => {
    const page = await subject.connector.listAccounts(contextOf(subject), cursor);
    count += 1;
    await afterPage(count);
    return page;
  });
  return [...pages];
}
