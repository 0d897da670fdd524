// Fills a fresh installation with Acme, as its Admin would: after the set-up everything goes through the public API.
// Every step looks first whether it was done, so that a second call goes on from where the first one stopped.
// Prints one line: the ways in.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hasOrganization } from "../lib/db/organizations";
import { closeClients } from "../lib/db/clients";
import { env } from "../lib/env";
import { setUpOrganization } from "../lib/use-cases/organizations/set-up-organization";
import { ADMIN, EMPLOYEE, ORGANIZATION } from "./people";
import { connectApi, type PublicApi, signIn } from "./public-api";
import { DEMO_TOKENS } from "./start";

const TOKEN_NAME = "Demo";
const CSV_NAME = "Contractors";
const RUN_TIMEOUT_MS = 120_000;
const POLL_MS = 150;

export interface DemoTarget {
  readonly appUrl: string;
  readonly oktaUrl: string;
  readonly bamboohrUrl: string;
  readonly scimUrl: string;
}

interface Login {
  readonly email: string;
  readonly password: string;
}

export interface WaysIn {
  readonly admin: Login;
  readonly employee: Login;
  readonly apiToken: string;
}

/** Answers the same passwords for the same installation, and a new API token each time. */
export async function loadDemo(target: DemoTarget): Promise<WaysIn> {
  const admin = loginOf(ADMIN.email);
  if (!(await hasOrganization())) {
    await setUpOrganization({ organizationName: ORGANIZATION, givenName: ADMIN.givenName, familyName: ADMIN.familyName, ...admin });
  }
  const apiToken = await makeToken(target.appUrl, admin);
  const api = connectApi(target.appUrl, { authorization: `Bearer ${apiToken}` });
  const sources = await connectEverything(api, target);
  await syncUserSources(api, [sources.bamboohr, sources.okta, sources.csv]);
  const employee = await letEmployeeIn(api, target.appUrl);
  return { admin, employee, apiToken };
}

/** Random for every installation and the same at every attempt: it follows from the installation's secret. */
function loginOf(email: string): Login {
  const password = createHmac("sha256", env().APP_SECRET).update(`demo password of ${email}`).digest("base64url").slice(0, 20);
  return { email, password };
}

async function makeToken(appUrl: string, admin: Login): Promise<string> {
  const api = connectApi(appUrl, { cookie: await signIn(appUrl, admin), origin: new URL(appUrl).origin });
  const { items } = await api.apiTokens.list({});
  for (const { id, name } of items) {
    // An earlier attempt made it and could not say it: nobody knows it.
    if (name === TOKEN_NAME) await api.apiTokens.revoke({ id });
  }
  const { token } = await api.apiTokens.create({ name: TOKEN_NAME, expiresInDays: null });
  return token;
}

type Sources = Record<"okta" | "bamboohr" | "scim" | "csv", string>;

async function connectEverything(api: PublicApi, target: DemoTarget): Promise<Sources> {
  const connect = (connector: string, name: string, baseUrl: string, secrets: Record<string, string>): Promise<string> =>
    connectOnce(api, { connector, name, config: { baseUrl }, secrets });
  // One after the other: when one is refused, none of the others is still under way.
  const bamboohr = await connect("bamboohr", "BambooHR", target.bamboohrUrl, { apiKey: DEMO_TOKENS.bamboohr });
  const okta = await connect("okta", "Okta", target.oktaUrl, { apiToken: DEMO_TOKENS.okta });
  const scim = await connect("scim", "Atlas Projects", target.scimUrl, { token: DEMO_TOKENS.scim });
  const csv = await connectOnce(api, { connector: "csv", name: CSV_NAME, config: {}, secrets: {} });
  await uploadOnce(api, csv);
  // Their first reading was started by connecting them.
  await waitUntilQuiet(api);
  return { bamboohr, okta, scim, csv };
}

interface Connection {
  readonly connector: string;
  readonly name: string;
  readonly config: Record<string, string>;
  readonly secrets: Record<string, string>;
}

async function connectOnce(api: PublicApi, connection: Connection): Promise<string> {
  const { items } = await api.integrations.list({ limit: 200 });
  const found = items.find(({ connector, name }) => connector === connection.connector && name === connection.name);
  if (!found) return (await api.integrations.create(connection)).id;
  // The fake providers may have moved to other ports since.
  if (connection.config["baseUrl"] !== undefined && found.config["baseUrl"] !== connection.config["baseUrl"]) {
    await api.integrations.update({ id: found.id, config: connection.config, secrets: connection.secrets });
  }
  return found.id;
}

async function uploadOnce(api: PublicApi, id: string): Promise<void> {
  if ((await api.integrations.get({ id })).file !== null) return;
  const file = readFileSync(path.join(import.meta.dirname, "contractors.csv"), "utf8");
  await api.integrations.upload({ id, file, fileName: "contractors.csv", mode: "snapshot" });
}

async function syncUserSources(api: PublicApi, wanted: readonly string[]): Promise<void> {
  let current = await api.sourceOfTruth.get();
  if (current.userSources.map(({ integrationId }) => integrationId).join() !== wanted.join()) {
    const userSources = wanted.map((integrationId) => ({ integrationId }));
    current = await api.sourceOfTruth.save({ version: current.version, userSources });
  }
  if (!current.needsSync) return;
  const { id } = await api.sourceOfTruth.sync();
  await waitForRun(api, id);
}

/** Throws unless the run succeeds, in the run's own words. */
async function waitForRun(api: PublicApi, id: string): Promise<void> {
  const deadline = Date.now() + RUN_TIMEOUT_MS;
  for (;;) {
    const run = await api.syncRuns.get({ id });
    if (run.state === "succeeded") return;
    if (run.state === "held") {
      const reasons = run.heldBecause.map(({ message }) => message).join(" ");
      throw new Error(`The first sync was held, which must not happen to an empty Organization: ${reasons}`);
    }
    if (run.state !== "queued" && run.state !== "running") {
      throw new Error(`A sync ${run.state}: ${run.error?.message ?? "without a reason"} ${run.error?.action ?? ""}`.trim());
    }
    if (Date.now() > deadline) throw new Error(`A sync did not end within ${String(RUN_TIMEOUT_MS / 1000)} s; its stage is "${run.progress.stage}". Is the worker running?`);
    await pause();
  }
}

async function waitUntilQuiet(api: PublicApi): Promise<void> {
  const { items } = await api.integrations.list({ limit: 200 });
  for (const { activeSyncRunId } of items) {
    if (activeSyncRunId !== null) await waitForRun(api, activeSyncRunId);
  }
}

/** Gives the employee a password by the one-time link that an Admin would send her. */
async function letEmployeeIn(api: PublicApi, appUrl: string): Promise<Login> {
  const employee = loginOf(EMPLOYEE.email);
  const { items } = await api.users.list({ query: EMPLOYEE.email });
  const found = items.find(({ email }) => email === EMPLOYEE.email);
  if (!found) throw new Error(`${EMPLOYEE.email} is not among the Users after the first sync.`);
  const { signIn: access } = await api.users.get({ id: found.id });
  if (access.hasSignIn) return employee;
  const { url } = await api.users.createSignInLink({ id: found.id });
  const token = new URL(url).pathname.split("/").at(-1);
  const response = await fetch(`${appUrl}/api/join`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(appUrl).origin },
    body: JSON.stringify({ token, password: employee.password }),
  });
  if (!response.ok) throw new Error(`${employee.email} could not set a password (${String(response.status)}): ${await response.text()}`);
  return employee;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, POLL_MS));

/** One of the addresses that npm start gives to this program. */
function addressOf(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: npm start gives it to this program.`);
  return value;
}

async function main(): Promise<void> {
  try {
    const waysIn = await loadDemo({
      appUrl: env().APP_URL,
      oktaUrl: addressOf("DEMO_OKTA_URL"),
      bamboohrUrl: addressOf("DEMO_BAMBOOHR_URL"),
      scimUrl: addressOf("DEMO_SCIM_URL"),
    });
    process.stdout.write(`${JSON.stringify(waysIn)}\n`);
  } finally {
    await closeClients();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
