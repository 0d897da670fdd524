import { describe, expect, it } from "vitest";
import { GET as docs } from "@/app/api/v1/docs/route";
import { GET as openapi } from "@/app/api/v1/openapi.json/route";
import { GET as livez } from "@/app/livez/route";
import { GET as readyz } from "@/app/readyz/route";

interface Operation {
  operationId: string;
  responses: Record<string, unknown>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

/** The table of the issue: scripts depend on these. */
const PROMISED = `GET /me
GET /connectors
GET /integrations
POST /integrations
GET /integrations/{id}
PATCH /integrations/{id}
DELETE /integrations/{id}
POST /integrations/{id}/reconnect
POST /integrations/{id}/upload
POST /integrations/{id}/sync
GET /source-of-truth
PUT /source-of-truth
POST /source-of-truth/sync
GET /sync-runs
GET /sync-runs/{id}
GET /users
GET /users/{id}
GET /accounts`.split("\n");

const load = async (): Promise<Document> => (await (await openapi()).json()) as Document;

describe("the OpenAPI document", () => {
  it("has every promised operation, under version 3.1", async () => {
    const document = await load();
    expect(document.openapi).toMatch(/^3\.1\./);
    const offered = Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
    expect(offered).toEqual(expect.arrayContaining(PROMISED));
  });

  it("describes every operation once, with an answer for success and the problem document, and refers to nothing that is missing", async () => {
    const document = await load();
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length);
    for (const { operationId, responses } of operations) {
      expect(Object.keys(responses).some((status) => status.startsWith("2")), operationId).toBe(true);
      expect(JSON.stringify(responses["default"]), operationId).toContain("#/components/schemas/Problem");
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? "");
    for (const name of references) expect(document.components.schemas).toHaveProperty(name);
    for (const [path, item] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const operation of Object.values(item)) {
        const text = JSON.stringify(operation);
        for (const name of named) expect(text, path).toContain(`"name":"${name}","in":"path","required":true`);
      }
    }
  });
});

it("is readable by people, without a script and without another host", async () => {
  const html = await (await docs()).text();
  for (const promised of PROMISED) expect(html).toContain(promised.split(" ")[1]);
  expect(html).not.toMatch(/<script|<link|src=|@import|https?:\/\/(?!your-host)/);
});

it("says alive without asking anything, and ready when Postgres answers", async () => {
  expect(livez().status).toBe(200);
  expect((await readyz()).status).toBe(200);
});
