import { createHash } from "node:crypto";
import { expect, it, vi } from "vitest";
import { ownerUrl } from "@/tests/support/database";
import { databaseOf } from "@/tests/support/test-database-server";
import { NextAuthClient } from "@/tests/support/next-auth-client";

// Settings are read once: the token has to be there before anything is loaded.
const TOKEN = "the token that was printed at the start";
vi.stubEnv("SETUP_TOKEN_HASH", createHash("sha256").update(TOKEN).digest("hex"));
const { POST } = await import("@/app/api/setup/route");
const { isSetupOpen } = await import("@/lib/use-cases/organizations/set-up-organization");

const form = {
  token: TOKEN,
  organizationName: "Acme",
  givenName: "Ada",
  familyName: "Admin",
  email: "Ada@Example.test",
  password: "twelve characters",
};
const post = (body: object, headers: Record<string, string> = {}): Promise<Response> =>
  POST(
    new Request("http://localhost:3000/api/setup", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    }),
  );

it("AUT-13: sets the product up once: by the token, from our own page, with a good password, and for one of a hundred at once", async () => {
  expect(await isSetupOpen()).toBe(true);
  expect((await post({ ...form, token: "guessed" })).status).toBe(403);
  expect((await post(form, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  const weak = await post({ ...form, password: "short", email: "no address" });
  expect(weak.status).toBe(400);
  expect(await weak.json()).toMatchObject({ code: "invalid_input", fields: { password: expect.any(String) as string, email: expect.any(String) as string } });
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => post({ ...form, organizationName: `Acme ${String(index)}` })));
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array.from({ length: 99 }, () => 409)]);
  const { rows } = await databaseOf(ownerUrl(), (client) =>
    client.query("select o.name, u.role, u.employee_status from organizations o join users u on u.organization_id = o.id"),
  );
  expect(rows).toEqual([{ name: expect.any(String) as string, role: "ADMIN", employee_status: "ACTIVE" }]);
  expect(await isSetupOpen()).toBe(false);
  const browser = new NextAuthClient();
  await browser.signIn("ada@example.test", form.password);
  expect(browser.sessionToken).toBeDefined();
}, 30_000);
