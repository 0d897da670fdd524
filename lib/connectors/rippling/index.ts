import { z } from "zod";
import { baseUrlField } from "@/lib/connectors/kit/base-url";
import { type CheckResult, type ConnectorContext, defineConnector } from "@/lib/connectors/kit/connector";
import { readEmployees, readWorkers } from "@/lib/connectors/rippling/pages";
import { ripplingStatusMap } from "@/lib/connectors/rippling/status-map";

const ADDRESSES = { rest: "https://rest.ripplingapis.com", platform: "https://api.rippling.com" } as const;

const config = z.object({
  api: z.enum(["rest", "platform"]).default("rest").meta({
    title: "API",
    description: "Tokens of the current one are made in Rippling's developer settings; the older one has keys of its own.",
    labels: { rest: "REST API (current)", platform: "Platform API (older)" },
  }),
  apiUrl: z
    .union([z.literal(""), baseUrlField({ title: "API address", description: "Only for a gateway.", examples: [ADDRESSES.rest], path: "dropped" })])
    .default("")
    .meta({ title: "API address", description: "Only for a gateway; empty for Rippling's own.", examples: [ADDRESSES.rest] }),
});

const secrets = z.object({
  token: z.string().trim().min(1, "Enter the token.").max(2_000).meta({ title: "API token", description: "A token, or a key of the Platform API, that may read all employees." }),
});

type Context = ConnectorContext<z.output<typeof config>>;

export const rippling = defineConnector({
  manifest: {
    id: "rippling",
    name: "Rippling",
    category: "hr",
    summary: "Reads every worker in Rippling with job, department, manager, first and last day, also those who left.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "employmentType", "startDate", "endDate", "timeZone"],
    statusMap: ripplingStatusMap,
    completeness: "PROVEN",
    reads: "http",
    setupSteps: [
      "In Rippling, open Settings, Company settings, API tokens (or the developer portal) as an administrator.",
      "Create a token that may read workers, users, departments and employment types, for all people.",
      "Copy the token: Rippling shows it once.",
      "Enter it here.",
    ],
  },
  config,
  secrets,
  origin: (settings) => new URL(addressOf(settings)),
  authenticate: ({ token }) => ({ headers: { authorization: `Bearer ${token}` } }),

  check: (context) => (context.config.api === "rest" ? checkWorkers(context) : checkEmployees(context)),

  listAccounts: async ({ config: settings, http }, cursor) => {
    if (settings.api === "platform") return readEmployees(http, addressOf(settings), cursor);
    const { redacted: _redacted, ...page } = await readWorkers(http, addressOf(settings), cursor);
    return page;
  },
});

const addressOf = ({ api, apiUrl }: z.output<typeof config>): string => (apiUrl === "" ? ADDRESSES[api] : apiUrl);

async function checkWorkers({ config: settings, http }: Context): Promise<CheckResult> {
  const page = await readWorkers(http, addressOf(settings), undefined);
  return {
    summary: `Reached Rippling; it lists ${page.accounts.length === 0 ? "nobody" : "workers"}.`,
    warnings: [
      ...(page.accounts.length === 0 ? ["The token sees no workers. Let it read workers of the whole company."] : []),
      ...(page.redacted.length === 0 ? [] : [`The token may not read: ${page.redacted.join(", ")}. These fields keep what other sources say; grant their scopes to use Rippling's.`]),
    ],
  };
}

async function checkEmployees({ config: settings, http }: Context): Promise<CheckResult> {
  const page = await readEmployees(http, addressOf(settings), undefined);
  const withoutWord = page.accounts.every(({ rawStatus }) => rawStatus === "(missing)");
  return {
    summary: `Reached Rippling; it lists ${page.accounts.length === 0 ? "nobody" : "employees"}.`,
    warnings: page.accounts.length === 0
      ? ["The key sees no employees. Give it the scopes of an employee."]
      : withoutWord ? ["The key may not read whether people are employed. Grant employee:roleState."] : [],
  };
}
