import { z } from "zod";
import type { ConnectorHttp } from "@/lib/connectors/kit/connector";
import { ConnectorError } from "@/lib/connectors/kit/connector-error";
import { GITHUB_REQUEST } from "@/lib/connectors/github/refusal";
import { GraphQlAnswer, Identities, OrganizationFacts } from "@/lib/connectors/github/schema";

/** Answers of GraphQL that say that this key may not see a part, or that somebody has just gone. */
const PARTIAL = new Set(["FORBIDDEN", "INSUFFICIENT_SCOPES", "NOT_FOUND"]);

const Handle = z.looseObject({ id: z.int(), node_id: z.string().min(1), login: z.string().min(1) });
type Handle = z.output<typeof Handle>;

export interface Identified {
  /** The records, each with what GraphQL knows of the same person. */
  readonly records: readonly unknown[];
  /** Whether the key's owner belongs to the organization: who does not is shown its public members only. */
  readonly isMember: boolean | undefined;
}

/** The lists give a login and a number only; names, addresses and SAML identities of one page come by one query of GraphQL. */
export async function addIdentities(http: ConnectorHttp, apiUrl: string, organization: string, records: readonly unknown[]): Promise<Identified> {
  const handles = records.flatMap((record) => Handle.safeParse(record).data ?? []);
  const data = await ask(http, apiUrl, Identities, toQuery(handles), { organization, ids: handles.map(({ node_id }) => node_id) });
  const users = new Map(data?.nodes?.map((node) => [node?.databaseId, node]));
  const identities = new Map(
    Object.values(data?.organization?.samlIdentityProvider ?? {})
      .flatMap((found) => found?.nodes ?? [])
      .map((identity) => [identity?.user?.databaseId, identity]),
  );
  return {
    records: records.map((record) => {
      const id = Handle.safeParse(record).data?.id;
      return id === undefined ? record : { ...(record as object), user: users.get(id) ?? null, identity: identities.get(id) ?? null };
    }),
    isMember: data?.organization?.viewerIsAMember ?? undefined,
  };
}

export interface Organization {
  readonly name: string | undefined;
  readonly members: number | undefined;
  readonly isMember: boolean | undefined;
}

/** What GraphQL says of the organization as a whole. */
export async function readOrganization(http: ConnectorHttp, apiUrl: string, organization: string): Promise<Organization> {
  const query = "query($organization: String!) { organization(login: $organization) { name viewerIsAMember membersWithRole(first: 1) { totalCount } } }";
  const data = await ask(http, apiUrl, OrganizationFacts, query, { organization });
  const found = data?.organization;
  return { name: found?.name ?? undefined, members: found?.membersWithRole?.totalCount, isMember: found?.viewerIsAMember ?? undefined };
}

function toQuery(handles: readonly Handle[]): string {
  const identity = "{ guid samlIdentity { nameId username givenName familyName emails { value } } scimIdentity { username givenName familyName emails { value } } user { databaseId } }";
  const byLogin = handles.map(({ login }, place) => `u${String(place)}: externalIdentities(first: 1, login: ${JSON.stringify(login)}) { nodes ${identity} }`);
  return `query($organization: String!, $ids: [ID!]!) {
    nodes(ids: $ids) { ... on User { databaseId name email organizationVerifiedDomainEmails(login: $organization) } }
    organization(login: $organization) { viewerIsAMember ${byLogin.length === 0 ? "" : `samlIdentityProvider { ${byLogin.join("\n")} }`} }
  }`;
}

async function ask<Schema extends z.ZodType>(
  http: ConnectorHttp,
  apiUrl: string,
  schema: Schema,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<z.output<Schema>> {
  const { body } = await http.getJson(graphQlUrl(apiUrl), GraphQlAnswer, { ...GITHUB_REQUEST, method: "POST", body: { query, variables } });
  // What is missing for a moment would look like an address that was taken back, so only a plain "no" is accepted.
  const problem = body.errors?.find(({ type }) => !PARTIAL.has(type ?? ""));
  if (problem?.type === "RATE_LIMITED") throw new ConnectorError("RATE_LIMITED", "GitHub asks for fewer requests. The sync goes on by itself after a pause.");
  if (problem) throw new ConnectorError("SOURCE_UNAVAILABLE", "GitHub could not say the names and addresses of its people. Nothing was changed; the sync tries again later.");
  const parsed = schema.safeParse(body.data);
  if (!parsed.success) throw new ConnectorError("UNEXPECTED_RESPONSE", "GitHub's answer with names and addresses is not in the expected form. Nothing was changed. If it happens again, contact us.");
  return parsed.data;
}

/** GitHub Enterprise Server has its two interfaces side by side. */
const graphQlUrl = (apiUrl: string): URL => new URL(apiUrl.endsWith("/api/v3") ? `${apiUrl.slice(0, -"/v3".length)}/graphql` : `${apiUrl}/graphql`);
