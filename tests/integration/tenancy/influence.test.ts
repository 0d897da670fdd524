import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { closeProducer } from "@/lib/jobs/announce";
import { callApi } from "@/tests/support/call-api";
import { account, givenPolicy, givenSource, runEngine } from "@/tests/support/engine";
import { type GivenOrganization, givenOrganization } from "@/tests/support/given";

afterAll(closeProducer);

/** What an Organization can do; `at` picks a person or a name. */
type Command = { readonly does: "sync" | "rename" | "token" | "override" | "policy"; readonly at: number };

const command = fc.record<Command>({ does: fc.constantFrom("sync", "rename", "token", "override", "policy"), at: fc.nat({ max: 2 }) });
const step = fc.tuple(fc.constantFrom("a" as const, "b" as const), command);

interface World extends GivenOrganization {
  readonly sources: readonly Parameters<typeof runEngine>[1]["walks"][number]["integrationId"][];
}

/** The same start for each, also the same people: what one does to them must not reach the other. */
async function givenWorld(): Promise<World> {
  const given = await givenOrganization({ name: "Same name" });
  const sources = [await givenSource(given.organizationId, "HR"), await givenSource(given.organizationId, "Okta")];
  await givenPolicy(given.organizationId, sources);
  return { ...given, sources };
}

async function run(world: World, { does, at }: Command): Promise<void> {
  const { organizationId, sessionToken: session, sources } = world;
  const [first] = sources;
  if (does === "sync" && first) {
    const people = ["maya", "noor", "omar"].slice(0, at + 1).map((name) => account(name, { email: `${name}@same.test`, givenName: name, familyName: "Same" }));
    await runEngine(organizationId, { walks: [{ integrationId: first, accounts: people }] });
  }
  if (does === "rename") await callApi("PATCH", "organization", { session, json: { name: `Name ${String(at)}` } });
  if (does === "token") await callApi("POST", "api-tokens", { session, json: { name: `Token ${String(at)}` } });
  if (does === "policy") await givenPolicy(organizationId, at === 0 ? [...sources].reverse() : sources);
  if (does === "override") {
    const { body } = await callApi("GET", "users", { session });
    const id = (body["items"] as { id: string }[])[at]?.id;
    if (id !== undefined) await callApi("POST", `users/${id}/overrides`, { session, json: { field: "title", value: `Title ${String(at)}`, reason: "r" } });
  }
}

const SEEN = ["organization", "users", "users/summary", "accounts", "integrations", "source-of-truth", "source-of-truth/versions", "sync-runs", "api-tokens", "activity", "overrides", "match-reviews", "transitions"];

/** All that an Organization can observe, with ids by the order in which they are seen, and without times. */
async function observe({ sessionToken: session, adminEmail, slug, admin }: World): Promise<string[]> {
  const order = new Map<string, string>();
  const nameless = (text: string): string =>
    text
      .replaceAll(adminEmail, "<admin>").replaceAll(admin.name, "<admin>").replaceAll(admin.name.split(" ").at(-1) ?? "", "<admin>").replaceAll(`"${slug}"`, '"<slug>"')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => order.get(id) ?? (order.set(id, `#${String(order.size)}`), order.get(id) ?? ""))
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>").replace(/"(lastFour|prefix|nextCursor|digest)":"[^"]*"/g, '"$1":"<secret>"');
  const answers: string[] = [];
  for (const path of SEEN) {
    const { status, body } = await callApi("GET", path, { session });
    const { requestId: _, ...rest } = body;
    answers.push(`${path} ${String(status)} ${nameless(JSON.stringify(rest))}`);
  }
  return answers;
}

/** In CI few; a night may take more. */
const LISTS = Number(process.env["INFLUENCE_LISTS"] ?? 25);

test("ISO-11 whatever another Organization does meanwhile, an Organization observes what it would observe alone", { timeout: 180_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const [alone, a, b] = [await givenWorld(), await givenWorld(), await givenWorld()];
      for (const [who, doing] of steps) await run(who === "a" ? a : b, doing);
      for (const [, doing] of steps.filter(([who]) => who === "a")) await run(alone, doing);
      expect(await observe(a)).toEqual(await observe(alone));
    }),
    { numRuns: LISTS },
  );
});
