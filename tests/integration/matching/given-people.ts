/** People known by two sources, for the decisions of an Admin over the API. */
import type { SourceAccount } from "@/lib/core/accounts";
import type { OrganizationId } from "@/lib/core/ids";
import type { SourceOfTruthDraft } from "@/lib/core/source-of-truth";
import { inOrganization } from "@/lib/db/in-organization";
import { callApi } from "../../support/call-api";
import { givenPolicy, givenSource, runEngine } from "../../support/engine";
import { givenOrganization } from "../../support/given";

export interface Answered {
  readonly id: string;
  readonly [field: string]: unknown;
}

export async function givenPeople(settings: Omit<SourceOfTruthDraft, "userSources"> = {}) {
  const given = await givenOrganization();
  const { organizationId, sessionToken } = given;
  const hr = await givenSource(organizationId, "HR");
  const okta = await givenSource(organizationId, "Okta");
  const app = await givenSource(organizationId, "App");
  await givenPolicy(organizationId, [hr, okta], settings);
  const sync = (accounts: { hr?: SourceAccount[]; okta?: SourceAccount[]; app?: SourceAccount[] }) =>
    runEngine(organizationId, {
      walks: [
        { integrationId: hr, accounts: accounts.hr ?? [] },
        { integrationId: okta, accounts: accounts.okta ?? [] },
        { integrationId: app, accounts: accounts.app ?? [] },
      ],
    });
  /** Answers the body, and fails with it where the API refused. */
  const api = async (method: string, path: string, json?: unknown): Promise<Answered> => {
    const answer = await callApi(method, path, { session: sessionToken, ...(json !== undefined && { json }) });
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body as Answered;
  };
  const refused = async (method: string, path: string, json?: unknown) => {
    const { status, body } = await callApi(method, path, { session: sessionToken, ...(json !== undefined && { json }) });
    return { status, detail: body["detail"] };
  };
  return { ...given, sources: { hr, okta, app }, sync, api, refused };
}

/** Account by external id: whose it is, and by which rule. */
export const ownersOf = (organizationId: OrganizationId): Promise<Record<string, { id: string; userId: string | null; rule: string | null }>> =>
  inOrganization(organizationId, async ({ db }) =>
    Object.fromEntries((await db.account.findMany({ where: { organizationId } })).map(({ externalId, id, userId, linkRule }) => [externalId, { id, userId, rule: linkRule }])),
  );

/** Everything a sync or a decision could change about Users and links, but for times. */
export const stateOf = (organizationId: OrganizationId): Promise<unknown> =>
  inOrganization(organizationId, async ({ db }) => ({
    users: await db.user.findMany({
      where: { organizationId },
      orderBy: { id: "asc" },
      select: { id: true, email: true, givenName: true, familyName: true, employeeStatus: true, profile: true, provenance: true, role: true, signInIdentityId: true, mergedIntoId: true },
    }),
    accounts: await db.account.findMany({ where: { organizationId }, orderBy: { id: "asc" }, select: { id: true, userId: true, linkRule: true } }),
    sessions: await db.session.findMany({ where: { organizationId }, orderBy: { id: "asc" }, select: { id: true, userId: true, endedAt: true } }),
  }));
