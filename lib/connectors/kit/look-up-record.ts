import { z } from "zod";
import type { ConnectorHttp, JsonRequest } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { readRecords, type RecordReader } from "@/lib/connectors/kit/read-records";
import type { SourceAccount } from "@/lib/core/accounts";

/**
 * One record by its own address. Undefined only where the source answers 404; a record that cannot be understood, or
 * that has another id than the one asked for, throws, since neither says that somebody left.
 */
export async function lookUpRecord<Schema extends z.ZodType>(
  http: ConnectorHttp,
  url: URL,
  reader: RecordReader<Schema>,
  request: JsonRequest,
): Promise<SourceAccount | undefined> {
  const record = await http.getJson(url, z.unknown(), request).then(
    ({ body }) => body,
    (error: unknown) => {
      if (error instanceof ConnectorError && error.httpStatus === 404) return undefined;
      throw error;
    },
  );
  if (record === undefined) return undefined;
  const [account] = readRecords([record], reader).accounts;
  if (account === undefined || !url.pathname.endsWith(`/${encodeURIComponent(account.externalId)}`))
    throw new ConnectorError("UNEXPECTED_RESPONSE", "The source answered something else than the one record that was asked for. Nothing was changed.");
  return account;
}
