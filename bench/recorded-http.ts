import { z } from "zod";
import type { ConnectorHttp, JsonRequest, JsonResponse } from "../lib/connectors/kit/connector";

interface Recorded {
  /** As it came: text where text was asked for. */
  readonly body: string | Uint8Array;
  readonly headers: Headers;
}

const keyOf = (url: URL, { method = "GET", body }: JsonRequest): string => `${method} ${url.href} ${body === undefined ? "" : JSON.stringify(body)}`;

const toText = (body: string | Uint8Array): string => (typeof body === "string" ? body : Buffer.from(body).toString("utf8"));

/** Two ends of one tape: the first asks the source and keeps what it says, the second says it again without a network. */
export function createTape(source: ConnectorHttp): { record: ConnectorHttp; replay: ConnectorHttp } {
  const tape = new Map<string, Recorded>();
  const find = (url: URL, request: JsonRequest): Recorded => {
    const recorded = tape.get(keyOf(url, request));
    if (recorded === undefined) throw new Error(`Nothing was recorded for ${url.href}.`);
    return recorded;
  };
  return {
    record: {
      getJson: async (url, schema, request = {}) => {
        const { body, headers } = await source.getJson(url, z.unknown(), request);
        tape.set(keyOf(url, request), { body: JSON.stringify(body), headers });
        return { body: schema.parse(body), headers };
      },
      getText: async (url, request = {}) => {
        const { body, headers } = await source.getText(url, request);
        tape.set(keyOf(url, request), { body, headers });
        return { body, headers };
      },
      getBytes: async (url, request = {}) => {
        const { body, headers } = await source.getBytes(url, request);
        tape.set(keyOf(url, request), { body, headers });
        return { body, headers };
      },
    },
    replay: {
      getJson: <Schema extends z.ZodType>(url: URL, schema: Schema, request: JsonRequest = {}): Promise<JsonResponse<z.output<Schema>>> => {
        const { body, headers } = find(url, request);
        return Promise.resolve({ body: schema.parse(JSON.parse(toText(body))), headers });
      },
      getText: (url, request = {}) => {
        const { body, headers } = find(url, request);
        return Promise.resolve({ body: toText(body), headers });
      },
      getBytes: (url, request = {}) => {
        const { body, headers } = find(url, request);
        return Promise.resolve({ body: typeof body === "string" ? Buffer.from(body) : body, headers });
      },
    },
  };
}
