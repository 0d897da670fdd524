import { expect, test } from "vitest";
import { callApi } from "@/tests/support/call-api";
import { givenOrganization } from "@/tests/support/given";

const json = { "content-type": "application/json" };

test.each([
  { input: "a million nested lists", body: "[".repeat(500_000) + "]".repeat(500_000), status: 400 },
  { input: "a list nested so deeply in a field", body: `{"name":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, status: 400 },
  { input: "11 MB", body: JSON.stringify({ name: "x".repeat(11_000_000) }), status: 413 },
  { input: "a NUL", body: '{"name":"a\\u0000b"}', status: 400 },
  { input: "an operator", body: '{"name":{"not":""}}', status: 400 },
  { input: "__proto__ as a name", body: '{"__proto__":{"role":"ADMIN"}}', status: 400 },
  { input: "a constructor as a name", body: '{"constructor":{"prototype":{"role":"ADMIN"}}}', status: 400 },
])("no. 21 $input is refused in words, without a trace of the inside", async ({ body, status }) => {
  const { sessionToken } = await givenOrganization();
  const answer = await callApi("POST", "api-tokens", { session: sessionToken, headers: json, body });
  expect(answer.status).toBe(status);
  expect(JSON.stringify(answer.body)).not.toMatch(/at .*\.(ts|js):\d+|prisma|postgres/i);
  expect({}).not.toHaveProperty("role");
});

test.each([
  { input: "half a surrogate", body: '{"name":"a\\ud800b"}' },
  { input: "the same key twice", body: '{"name":"first","name":"second"}' },
])("no. 21 $input never fails on our side", async ({ body }) => {
  const { sessionToken } = await givenOrganization();
  const answer = await callApi("POST", "api-tokens", { session: sessionToken, headers: json, body });
  expect([201, 400]).toContain(answer.status);
});

test("no. 21 a NUL in an address or in a filter is refused as well", async () => {
  const { sessionToken: session } = await givenOrganization();
  for (const path of ["users?query=a%00b", "activity?actor=%00", "users/%00"]) expect((await callApi("GET", path, { session })).status, path).toBe(400);
});
