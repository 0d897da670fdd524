import type { Json } from "./canonical";
import { COUNT_MAX } from "./list-resources";
import { ENTERPRISE_SCHEMA, GROUP_SCHEMA, RESOURCE_TYPES, type ScimResourceType, type ScimSchema, USER_SCHEMA } from "./schemas";
import { ScimError } from "./scim-error";

export const BODY_MAX_BYTES = 1_048_576;
export const BULK_OPERATIONS_MAX = 1_000;
const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** What this server can do (RFC 7643 section 5). */
export const serviceProviderConfig = (baseUrl: string): Json => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  patch: { supported: true },
  bulk: { supported: true, maxOperations: BULK_OPERATIONS_MAX, maxPayloadSize: BODY_MAX_BYTES },
  filter: { supported: true, maxResults: COUNT_MAX },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    { type: "oauthbearertoken", name: "Bearer token", description: "The token that was shown when the integration was connected.", specUri: "https://www.rfc-editor.org/rfc/rfc6750", primary: true },
  ],
  meta: { resourceType: "ServiceProviderConfig", location: `${baseUrl}/ServiceProviderConfig` },
});

/** All of them, or one by name. */
export function resourceTypes(baseUrl: string, name: string | undefined): Json {
  return oneOrAll(RESOURCE_TYPES.map((type) => toResourceType(baseUrl, type)), name);
}

const toResourceType = (baseUrl: string, { name, endpoint, description, schema, extension }: ScimResourceType): Json & { id: string } => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
  id: name,
  name,
  endpoint,
  description,
  schema: schema.id,
  schemaExtensions: extension ? [{ schema: extension.id, required: false }] : [],
  meta: { resourceType: "ResourceType", location: `${baseUrl}/ResourceTypes/${name}` },
});

/** All of them, or one by its id. */
export const schemas = (baseUrl: string, id: string | undefined): Json =>
  oneOrAll([USER_SCHEMA, ENTERPRISE_SCHEMA, GROUP_SCHEMA].map((schema) => toSchema(baseUrl, schema)), id);

const toSchema = (baseUrl: string, { id, name, description, attributes }: ScimSchema): Json & { id: string } => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
  id,
  name,
  description,
  attributes,
  meta: { resourceType: "Schema", location: `${baseUrl}/Schemas/${id}` },
});

function oneOrAll(all: readonly (Json & { id: string })[], id: string | undefined): Json {
  if (id === undefined) return { schemas: [LIST_SCHEMA], totalResults: all.length, startIndex: 1, itemsPerPage: all.length, Resources: all };
  const one = all.find((each) => each.id.toLowerCase() === id.toLowerCase());
  if (one === undefined) throw new ScimError(404, `There is no ${id.slice(0, 200)}.`);
  return one;
}
