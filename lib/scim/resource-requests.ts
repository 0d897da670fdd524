import { changeScimResource, createScimResource, getScimResource, removeScimResource, type ScimClient, type ScimResource, type ScimWrite } from "@/lib/use-cases/scim-push/scim-resources";
import { type Json, toCanonical } from "./canonical";
import { applyPatch, isSame } from "./patch";
import { etagOf } from "./resource-view";
import type { ScimResourceType } from "./schemas";
import { ScimError } from "./scim-error";

/** One request about one resource, whether it came by itself or in a bulk. */
export interface ResourceRequest {
  readonly client: ScimClient;
  readonly type: ScimResourceType;
  readonly method: string;
  readonly id: string | undefined;
  readonly body: unknown;
  readonly ifMatch: string | null;
}

export interface ResourceOutcome {
  readonly status: number;
  /** Absent after a removal. */
  readonly resource?: ScimResource;
}

const CREATED = 201;
const NO_CONTENT = 204;

/** Creates, reads, replaces, changes or removes a resource; throws ScimError and AppError. */
export async function answerResource({ client, type, method, id, body, ifMatch }: ResourceRequest): Promise<ResourceOutcome> {
  const { name } = type;
  if (method === "POST" && id === undefined) return { status: CREATED, resource: await createScimResource(client, name, toWrite(type, toCanonical(type, body))) };
  if (id === undefined) throw new ScimError(405, `${method} needs the address of one ${name}.`);
  switch (method) {
    case "GET":
      return { status: 200, resource: await getScimResource(client, name, id) };
    case "PUT": {
      const replacement = toCanonical(type, body);
      return { status: 200, resource: await change(client, type, id, ifMatch, (current) => withKept(replacement, current)) };
    }
    case "PATCH":
      return { status: 200, resource: await change(client, type, id, ifMatch, (current) => applyPatch(type, current, body)) };
    case "DELETE":
      await removeScimResource(client, name, id, (current) => assertMatch(ifMatch, current));
      return { status: NO_CONTENT };
    default:
      throw new ScimError(405, `${name} takes GET, PUT, PATCH and DELETE, not ${method}.`);
  }
}

function change(client: ScimClient, type: ScimResourceType, id: string, ifMatch: string | null, next: (current: Json) => Json): Promise<ScimResource> {
  return changeScimResource(client, type.name, id, (current) => {
    assertMatch(ifMatch, current);
    const resource = next(current.resource);
    return isSame(resource, current.resource) ? null : toWrite(type, resource);
  });
}

/** A replacement that says nothing of the state keeps it: silence must neither lock a person out nor let one in. */
const withKept = (replacement: Json, current: Json): Json =>
  replacement["active"] === undefined && current["active"] !== undefined ? { ...replacement, active: current["active"] } : replacement;

const toWrite = (type: ScimResourceType, resource: Json): ScimWrite => ({
  name: String(resource[type.name === "User" ? "userName" : "displayName"]),
  externalId: typeof resource["externalId"] === "string" ? resource["externalId"] : null,
  resource,
});

/** Weak comparison: only the version counts. */
export const matchesTag = (header: string, tag: string): boolean =>
  header.split(",").some((each) => ["*", opaque(tag)].includes(opaque(each.trim())));
const opaque = (tag: string): string => tag.replace(/^W\//, "");

function assertMatch(ifMatch: string | null, current: Pick<ScimResource, "version">): void {
  if (ifMatch !== null && !matchesTag(ifMatch, etagOf(current))) throw new ScimError(412, "Somebody changed the resource since this version was read. Read it again.");
}
