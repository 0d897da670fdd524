import { inOrganization } from "@/lib/db/in-organization";
import type { IntegrationId } from "@/lib/core/ids";
import { createIntegration } from "@/lib/use-cases/integrations/create-integration";
import { handleScimRequest } from "@/lib/scim/handle-scim-request";
import { givenOrganization, type GivenOrganization } from "@/tests/support/given";
import { z } from "zod";

export interface ScimAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Each test names what it looks for.
  readonly body: Record<string, unknown>;
}

export type ScimCall = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<ScimAnswer>;

/** Sends a request to /scim/v2 as the mounted route does. */
export const scimWith = (token: string): ScimCall => async (method, path, body, headers = {}) => {
  const response = await handleScimRequest(
    new Request(`http://localhost:3000/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": "application/scim+json" }), ...headers },
      body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
};

export interface GivenScim extends GivenOrganization {
  readonly integrationId: IntegrationId;
  readonly token: string;
  readonly call: ScimCall;
}

/** An Organization of its own with a connected push, as an Admin connects it. */
export async function givenScim(): Promise<GivenScim> {
  const organization = await givenOrganization();
  const created = await createIntegration(organization.admin, { connector: "scim-push", name: "Entra ID", config: {}, secrets: {} });
  const token = created.scim?.token;
  if (token === undefined) throw new Error("No token was given.");
  return { ...organization, integrationId: created.id, token, call: scimWith(token) };
}

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
export const patchOf = (...Operations: unknown[]): object => ({ schemas: [PATCH_OP], Operations });

export const person = (name: string, more: object = {}): object => ({
  schemas: [USER],
  userName: `${name}@acme.test`,
  externalId: `ext-${name}`,
  name: { givenName: name, familyName: "Pushed" },
  emails: [{ value: `${name}@acme.test`, type: "work", primary: true }],
  active: true,
  ...more,
});

export async function givenPerson({ call }: GivenScim, name: string, more: object = {}): Promise<string> {
  const { status, body } = await call("POST", "/Users", person(name, more));
  if (status !== 201) throw new Error(`The person was not made: ${JSON.stringify(body)}`);
  return z.string().parse(body["id"]);
}

/** What is kept of a pushed person. */
export const accountOf = ({ organizationId, integrationId }: GivenScim, externalId: string) =>
  inOrganization(organizationId, ({ db }) => db.account.findFirst({ where: { organizationId, integrationId, externalId } }));

export const runsOf = ({ organizationId }: GivenScim) =>
  inOrganization(organizationId, ({ db }) => db.syncRun.findMany({ where: { organizationId, trigger: "push" }, orderBy: { id: "asc" } }));
