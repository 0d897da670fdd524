import type { Page } from "@playwright/test";
import { z } from "zod";
import { Api } from "./api";
import { demo, providers } from "./demo";

const Integration = z.looseObject({ id: z.string(), activeSyncRunId: z.string().nullable() });

const CONNECTIONS = {
  okta: { name: "Okta", config: { baseUrl: providers.okta }, secrets: { apiToken: "00demo-okta-token" } },
  bamboohr: { name: "BambooHR", config: { baseUrl: providers.bamboohr }, secrets: { apiKey: "demo-bamboohr-key" } },
  scim: { name: "Directory", config: { baseUrl: providers.scim }, secrets: { token: "demo-scim-token" } },
} as const;

/** The API as the person whom the browser is signed in as. */
export async function apiOf(page: Page): Promise<Api> {
  const cookies = await page.context().cookies();
  return new Api({ cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "), origin: demo.url });
}

/** Connects these in order, lists them as User Sources in the same order, and syncs. Answers their ids. */
export async function givenSources(api: Api, connectors: readonly (keyof typeof CONNECTIONS)[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const connector of connectors) {
    const integration = await api.expecting(201, Integration, "POST", "integrations", { connector, ...CONNECTIONS[connector] });
    if (integration.activeSyncRunId !== null) await api.ended(integration.activeSyncRunId);
    ids.push(integration.id);
  }
  const { version } = await api.expecting(200, z.looseObject({ version: z.number() }), "GET", "source-of-truth");
  await api.expecting(200, z.unknown(), "PUT", "source-of-truth", { version, userSources: ids.map((integrationId) => ({ integrationId })) });
  await api.sync("source-of-truth/sync");
  return ids;
}
