/** A small Organization through months of syncs: who is who, and whether anybody was ever locked out on the way. */
import { expect } from "vitest";
import type { SourceAccount } from "@/lib/core/accounts";
import type { IntegrationId } from "@/lib/core/ids";
import type { SourceOfTruthDraft } from "@/lib/core/source-of-truth";
import { inOrganization } from "@/lib/db/in-organization";
import { createSession } from "@/lib/db/sessions";
import { createSignInIdentity } from "@/lib/db/sign-in-identities";
import { callApi } from "../../support/call-api";
import { account, givenPolicy, givenSource, runEngine, seeUsers, type SeenUser } from "../../support/engine";
import { givenOrganization } from "../../support/given";

type Settings = Omit<SourceOfTruthDraft, "userSources">;

// Somebody whom every source always lists: an empty list would prove nobody's absence.
const COLLEAGUE = account("colleague", { email: "kim@acme.test", givenName: "Kim", familyName: "Colleague" });
// One person of a handful is more than any share of it.
const SMALL: Settings = { limits: { createdShare: 1, absenceMin: 100, explicitMin: 100 } };

export async function givenStory(names: readonly string[], settings: Settings = {}) {
  const { organizationId, sessionToken } = await givenOrganization();
  const sources = new Map<string, IntegrationId>();
  for (const name of names) sources.set(name, await givenSource(organizationId, name));
  const idOf = (name: string): IntegrationId => {
    const id = sources.get(name);
    if (id === undefined) throw new Error(`No source is called ${name}.`);
    return id;
  };
  /** From the next sync on these are the User Sources, the first listed first. */
  const listSources = (...listed: string[]) => givenPolicy(organizationId, listed.map(idOf), { ...SMALL, ...settings });
  await listSources(...names);

  /** Reads these sources once, and the others not. */
  const sync = async (lists: Record<string, readonly SourceAccount[]>): Promise<void> => {
    const run = await runEngine(organizationId, { walks: Object.entries(lists).map(([name, accounts]) => ({ integrationId: idOf(name), accounts: [...accounts, COLLEAGUE] })) });
    expect(run.outcome).toBe("applied");
  };
  /** Everybody but the colleague, by e-mail. */
  const users = async (): Promise<SeenUser[]> => (await seeUsers(organizationId)).filter(({ email }) => email !== COLLEAGUE.profile.email);
  /** The one person of the story. */
  const person = async (): Promise<SeenUser> => {
    const [only, ...others] = await users();
    if (only === undefined || others.length > 0) throw new Error(`One person was expected, not ${String(others.length + (only ? 1 : 0))}.`);
    return only;
  };
  const ownerOf = async (externalId: string): Promise<string | null> => {
    const found = await inOrganization(organizationId, ({ db }) => db.account.findFirstOrThrow({ where: { organizationId, externalId } }));
    return found.userId;
  };
  /** Lets the person sign in; answers how they are doing with that one session since. */
  const signIn = async (userId: string) => {
    const signInIdentityId = await createSignInIdentity(`${userId}@signs-in.test`, "correct horse battery staple");
    await inOrganization(organizationId, ({ db }) => db.user.updateMany({ where: { organizationId, id: userId }, data: { signInIdentityId } }));
    const session = await createSession([signInIdentityId], { expiresAt: new Date(Date.now() + 3_600_000), userAgent: null, means: "password" });
    if (session === null) throw new Error("Nobody was let in.");
    return {
      /** The same session still works, and access was never lost in between. */
      hadNoGap: async (): Promise<void> => {
        expect((await callApi("GET", "me", { session })).body).toMatchObject({ id: userId, employeeStatus: "ACTIVE" });
        expect(await inOrganization(organizationId, ({ db }) => db.change.findMany({ where: { organizationId, userId, access: { not: null } } }))).toEqual([]);
      },
      isOut: async (): Promise<void> => {
        expect((await callApi("GET", "me", { session })).status).toBe(401);
      },
    };
  };
  const reviews = async () => {
    const { body } = await callApi("GET", "match-reviews", { session: sessionToken });
    return body["items"] as { id: string; reason: string; account: { externalId: string }; candidates: { user: { id: string } }[] }[];
  };
  const api = async (method: string, path: string, json?: unknown): Promise<Record<string, unknown>> => {
    const { status, body } = await callApi(method, path, { session: sessionToken, ...(json !== undefined && { json }) });
    if (status >= 300) throw new Error(JSON.stringify(body));
    return body;
  };
  return { organizationId, listSources, sync, users, person, ownerOf, signIn, reviews, api };
}
