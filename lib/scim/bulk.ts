import { z } from "zod";
import type { ScimClient } from "@/lib/use-cases/scim-push/scim-resources";
import { isRecord, type Json } from "./canonical";
import { BULK_OPERATIONS_MAX } from "./discovery";
import { answerResource } from "./resource-requests";
import { etagOf, locationOf } from "./resource-view";
import { RESOURCE_TYPES, type ScimResourceType } from "./schemas";
import { ScimError, toErrorBody } from "./scim-error";

const REQUEST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const RESPONSE_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";

const Operation = z.object({
  method: z.string().transform((method) => method.toUpperCase()).pipe(z.enum(["POST", "PUT", "PATCH", "DELETE"])),
  path: z.string().max(2_000),
  bulkId: z.string().max(200).nullish(),
  version: z.string().nullish(),
  data: z.unknown().optional(),
});
type Operation = z.output<typeof Operation>;
const Bulk = z.object({ schemas: z.array(z.string()).refine((all) => all.includes(REQUEST_SCHEMA)), failOnErrors: z.int().positive().nullish(), Operations: z.array(z.unknown()) });

interface BulkContext {
  readonly client: ScimClient;
  readonly baseUrl: string;
  readonly toScimError: (error: unknown) => ScimError;
}

/** RFC 7644 section 3.7: each operation by itself and in order, except that references wait for what they name. */
export async function answerBulk(context: BulkContext, body: unknown): Promise<Json> {
  const parsed = Bulk.safeParse(body);
  if (!parsed.success) throw new ScimError(400, `The body is no bulk request with the schema ${REQUEST_SCHEMA} and a list of Operations.`, "invalidSyntax");
  const { Operations: given, failOnErrors } = parsed.data;
  if (given.length > BULK_OPERATIONS_MAX) throw new ScimError(413, `A bulk request takes ${String(BULK_OPERATIONS_MAX)} operations, and this one has ${String(given.length)}.`);
  const ids = new Map<string, string>();
  const answers = new Map<number, Json>();
  let errors = 0;
  for (const index of inOrder(given)) {
    if (failOnErrors != null && errors >= failOnErrors) break;
    const answer = await answerOperation(context, given[index], ids);
    if (Number(answer["status"]) >= 400) errors += 1;
    answers.set(index, answer);
  }
  return { schemas: [RESPONSE_SCHEMA], Operations: [...answers].sort(([a], [b]) => a - b).map(([, answer]) => answer) };
}

/** Those whose references come later in the request stand behind them; a circle is left as it stands and fails there. */
function inOrder(operations: readonly unknown[]): number[] {
  const makers = new Map<string, number>();
  for (const [index, operation] of operations.entries()) if (isRecord(operation) && typeof operation["bulkId"] === "string") makers.set(operation["bulkId"], index);
  const placed = new Set<number>();
  const place = (index: number, above: ReadonlySet<number>): void => {
    if (placed.has(index) || above.has(index)) return;
    const text = JSON.stringify(operations[index]) ?? "";
    for (const [, name = ""] of text.matchAll(/bulkId:([^"/?\]]+)/g)) {
      const maker = makers.get(name);
      if (maker !== undefined && maker !== index && above.size < BULK_OPERATIONS_MAX) place(maker, new Set([...above, index]));
    }
    placed.add(index);
  };
  for (const index of operations.keys()) place(index, new Set());
  return [...placed];
}

async function answerOperation({ client, baseUrl, toScimError }: BulkContext, given: unknown, ids: Map<string, string>): Promise<Json> {
  const said = isRecord(given) ? given : {};
  try {
    const operation = readOperation(given);
    const { type, id } = readPath(withIds(operation.path, ids));
    const { status, resource } = await answerResource({ client, type, id, method: operation.method, body: replaceIds(operation.data, ids), ifMatch: operation.version ?? null });
    if (resource !== undefined && typeof operation.bulkId === "string") ids.set(operation.bulkId, resource.id);
    const address = resource?.id ?? id;
    return {
      ...named(operation),
      ...(address !== undefined && { location: locationOf(baseUrl, type.name, address) }),
      ...(resource !== undefined && { version: etagOf(resource) }),
      status: String(status),
    };
  } catch (error) {
    const refusal = toScimError(error);
    return { ...named(said), status: String(refusal.status), response: toErrorBody(refusal) };
  }
}

const named = ({ method, bulkId }: { method?: unknown; bulkId?: unknown }): Json => ({ ...(typeof method === "string" && { method: method.toUpperCase() }), ...(typeof bulkId === "string" && { bulkId }) });

function readOperation(given: unknown): Operation {
  const parsed = Operation.safeParse(given);
  if (!parsed.success) throw new ScimError(400, "An operation needs a method and a path.", "invalidSyntax");
  if (parsed.data.method === "POST" && !parsed.data.bulkId) throw new ScimError(400, "A POST in a bulk request needs a bulkId.", "invalidSyntax");
  return parsed.data;
}

function readPath(path: string): { type: ScimResourceType; id: string | undefined } {
  const [, endpoint = "", id] = path.split("?")[0]?.split("/") ?? [];
  const type = RESOURCE_TYPES.find((each) => each.endpoint.toLowerCase() === `/${endpoint.toLowerCase()}`);
  if (type === undefined) throw new ScimError(400, `There is nothing at ${path.slice(0, 200)}.`, "invalidPath");
  return { type, id: id === undefined || id === "" ? undefined : decodeURIComponent(id) };
}

function withIds(text: string, ids: ReadonlyMap<string, string>): string {
  return text.replace(/bulkId:([^"/?\]]+)/g, (_, name: string) => {
    const id = ids.get(name);
    if (id === undefined) throw new ScimError(409, `The operation ${name} made nothing that could be referred to.`, "invalidValue");
    return id;
  });
}

function replaceIds(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return value.startsWith("bulkId:") || value.includes('"bulkId:') ? withIds(value, ids) : value;
  if (Array.isArray(value)) return value.map((one: unknown) => replaceIds(one, ids));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceIds(inner, ids)]));
}
