import { fileURLToPath } from "node:url";
import { startFakeBambooHr } from "./fake-bamboohr";
import { startFakeMail } from "./fake-mail";
import { startFakeOkta } from "./fake-okta";
import type { FakeProvider } from "./fake-provider";
import { startFakeScim } from "./fake-scim";
import { createPeople } from "./people";
import { peopleIn } from "./sources";

/** Not secrets: they open invented people on loopback. Real ones are pasted by an Admin. */
export const DEMO_TOKENS = {
  okta: "00demo-okta-token",
  bamboohr: "demo-bamboohr-key",
  scim: "demo-scim-token",
} as const;

export interface DemoProviders {
  readonly okta: FakeProvider;
  readonly bamboohr: FakeProvider;
  readonly scim: FakeProvider;
  stop(): Promise<void>;
}

const PORT_DEFAULT = 3100;

/** Starts the three providers on the ports after `port`, or on free ones for 0. */
export async function startDemoProviders({ port = PORT_DEFAULT, today = new Date() }: { port?: number; today?: Date } = {}): Promise<DemoProviders> {
  const people = createPeople(today);
  const portAt = (place: number): number => (port === 0 ? 0 : port + place);
  const [okta, bamboohr, scim] = await Promise.all([
    startFakeOkta({ port: portAt(1), people: peopleIn("okta", people), token: DEMO_TOKENS.okta }),
    startFakeBambooHr({ port: portAt(2), people: peopleIn("bamboohr", people), token: DEMO_TOKENS.bamboohr }),
    startFakeScim({ port: portAt(3), people: peopleIn("scim", people), token: DEMO_TOKENS.scim }),
  ]);
  const stop = async (): Promise<void> => {
    await Promise.all([okta, bamboohr, scim].map((provider) => provider.stop()));
  };
  return { okta, bamboohr, scim, stop };
}

async function main(): Promise<void> {
  const port = Number(process.env["DEMO_PORT"] ?? PORT_DEFAULT);
  const [providers, mail] = await Promise.all([startDemoProviders({ port }), startFakeMail({ smtpPort: port + 4, pagePort: port })]);
  const { okta, bamboohr, scim } = providers;
  process.stdout.write(`${JSON.stringify({ oktaUrl: okta.url, bamboohrUrl: bamboohr.url, scimUrl: scim.url, mailUrl: mail.pageUrl })}\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void Promise.all([providers.stop(), mail.stop()]).then(() => process.exit(0)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
