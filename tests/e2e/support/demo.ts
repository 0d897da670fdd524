/** The running demo that `npm test` started: its ways in, and its fake providers' control surface. */
import { readFileSync } from "node:fs";
import { z } from "zod";

const Login = z.object({ email: z.string(), password: z.string() });
const Demo = z.object({ url: z.string(), admin: Login, employee: Login, apiToken: z.string() });

const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the browser tests with npm test.`);
  return value;
};

export const demo = Demo.parse(JSON.parse(readFileSync(setting("DEMO_FILE"), "utf8")));

export const providers = {
  okta: setting("DEMO_OKTA_URL"),
  bamboohr: setting("DEMO_BAMBOOHR_URL"),
  scim: setting("DEMO_SCIM_URL"),
};

/** Changes something in a fake provider, as its own administrators would. */
export async function control(provider: keyof typeof providers, command: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${new URL(providers[provider]).origin}/_demo`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(command),
  });
  if (!response.ok) throw new Error(`The fake ${provider} refused ${JSON.stringify(command)}: ${await response.text()}`);
}
