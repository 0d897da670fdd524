import { describe, expect, it } from "vitest";
import { respond } from "@/lib/api/handle-request";
import { AppError } from "@/lib/core/errors";
import { callApi } from "@/tests/support/call-api";
import { givenOrganization } from "@/tests/support/given";

const UUID = /^[0-9a-f-]{36}$/;

describe("a refusal of the API", () => {
  it("is a problem document that nobody caches, with the request id of its header", async () => {
    const { status, headers, body } = await callApi("GET", "me");
    expect(status).toBe(401);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toEqual({
      type: "/api/v1/docs#problem-unauthenticated",
      title: "Sign in first",
      status: 401,
      detail: expect.any(String) as string,
      code: "unauthenticated",
      requestId: headers.get("x-request-id"),
      fields: {},
    });
    expect(body["requestId"]).toMatch(UUID);
  });

  it.each([
    ["an unknown address", "GET", "nothing/here", {}, 404, "not_found"],
    ["the wrong method", "DELETE", "me", {}, 405, "method_not_allowed"],
    ["JSON that was cut off", "POST", "api-tokens", { headers: { "content-type": "application/json" }, body: '{"name":' }, 400, "invalid_input"],
    ["bytes that are no UTF-8", "POST", "api-tokens", { headers: { "content-type": "application/json" }, body: new Uint8Array([34, 0xff, 34]) }, 400, "invalid_input"],
    ["a form", "POST", "api-tokens", { body: new URLSearchParams({ name: "x" }) }, 415, "unsupported_media_type"],
    ["a file where none is taken", "POST", "api-tokens", { body: new FormData() }, 415, "unsupported_media_type"],
    ["text", "POST", "me/organization", { headers: { "content-type": "text/plain" }, body: "{}" }, 415, "unsupported_media_type"],
    ["more than a megabyte", "POST", "api-tokens", { json: { name: "x".repeat(1_100_000) } }, 413, "payload_too_large"],
    ["a list in place of an object", "POST", "api-tokens", { json: [] }, 400, "invalid_input"],
    ["a cursor that is rubbish", "GET", "activity?cursor=rubbish", {}, 400, "invalid_input"],
    ["an id that is none", "DELETE", "api-tokens/42", {}, 400, "invalid_input"],
    ["an id of nobody", "GET", "users/01890000-0000-7000-8000-000000000000", {}, 404, "not_found"],
  ] as const)("for %s (%s %s) says what and why", async (_what, method, path, options, status, code) => {
    const { sessionToken: session } = await givenOrganization();
    const answer = await callApi(method, path, { session, ...options });
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
    expect(answer.body["requestId"]).toBe(answer.headers.get("x-request-id"));
  });

  it("names every field that is wrong", async () => {
    const { sessionToken: session } = await givenOrganization();
    const answer = await callApi("POST", "api-tokens", { session, json: { name: "", expiresInDays: 10_000 } });
    expect(answer.body).toMatchObject({ code: "invalid_input" });
    expect(Object.keys(answer.body["fields"] as object).sort()).toEqual(["expiresInDays", "name"]);
    const list = await callApi("GET", "activity?limit=1000", { session });
    expect(list.body).toMatchObject({ code: "invalid_input", fields: { limit: expect.any(String) as string } });
  });

  it("keeps to itself what nobody foresaw", async () => {
    const request = new Request("http://localhost:3000/api/v1/me");
    const answer = await respond(request, () => Promise.reject(new Error("password of the database: hunter2")));
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).toContain(answer.headers.get("x-request-id"));
    expect(text).not.toContain("hunter2");
  });

  it.each([
    ["provider_rejected", 502],
    ["conflict", 409],
    ["payload_too_large", 413],
    ["unavailable", 503],
    ["blocked", 401],
  ] as const)("with the code %s has the status %i and says the use case's own words", async (code, status) => {
    const request = new Request("http://localhost:3000/api/v1/me");
    const answer = await respond(request, () => Promise.reject(new AppError(code, "Do this next.", { fields: { "config.baseUrl": "Wrong." } })));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code, status, detail: "Do this next.", fields: { "config.baseUrl": "Wrong." } });
  });

  it("tells which methods an address takes", async () => {
    const { sessionToken: session } = await givenOrganization();
    const answer = await callApi("PUT", "api-tokens", { session, json: {} });
    expect(answer.headers.get("allow")).toBe("GET, POST");
  });
});

describe("a change that a browser sends with the cookie", () => {
  const rename = (session: string, headers: Record<string, string>) =>
    callApi("PATCH", "organization", { session, json: { name: "Renamed" }, headers });

  it.each([
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.test" }],
    ["a sister site", { "sec-fetch-site": "same-site" }],
    ["another origin, by an old browser", { origin: "https://evil.test" }],
    ["no origin at all, by an old browser", { origin: "null" }],
  ])("from %s is not made", async (_from, headers) => {
    const { sessionToken, name } = await givenOrganization();
    expect((await rename(sessionToken, headers)).body).toMatchObject({ status: 403, code: "forbidden" });
    expect((await callApi("GET", "organization", { session: sessionToken })).body).toMatchObject({ name });
  });

  it.each([
    ["our own page", { "sec-fetch-site": "same-origin", origin: "http://localhost:3000" }],
    ["our own page, by an old browser", { origin: "http://localhost:3000" }],
  ])("from %s is made", async (_from, headers) => {
    const { sessionToken } = await givenOrganization();
    expect((await rename(sessionToken, headers)).body).toMatchObject({ name: "Renamed" });
  });
});
