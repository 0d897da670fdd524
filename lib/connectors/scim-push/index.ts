import { z } from "zod";
import { defineConnector } from "@/lib/connectors/kit/connector";
import { scimPushStatusMap } from "@/lib/connectors/scim-push/status-map";

/** The other system sends its people to /scim/v2, where lib/scim takes them in; there is nothing to ask it for. */
export const scimPush = defineConnector({
  manifest: {
    id: "scim-push",
    name: "SCIM 2.0 push",
    category: "directory",
    summary: "Takes in what an identity provider such as Okta or Entra ID sends by SCIM 2.0, within seconds.",
    provides: ["email", "givenName", "familyName", "displayName", "employeeNumber", "title", "department", "manager", "location", "employmentType", "timeZone"],
    statusMap: scimPushStatusMap,
    completeness: "UNPROVEN",
    reads: "push",
    setupSteps: [
      "Connect here first: you get a base URL and a token, which is shown once.",
      "In Entra ID: Enterprise applications, your application, Provisioning, Automatic; enter both as Tenant URL and Secret Token. In Okta: your application, Provisioning, SCIM connector with HTTP Header authentication.",
      "Send at least the user name, an e-mail, the names and the state (active); the employee number where you have it.",
      "Let the other system provision, then choose this integration in Source of Truth.",
    ],
  },
  config: z.object({}),
  secrets: z.object({}),
  authenticate: () => ({ headers: {} }),
  check: () => Promise.resolve({ summary: "Ready. People come as soon as the other system sends them.", warnings: [] }),
  listAccounts: () => Promise.resolve({ accounts: [], quarantined: [], incompleteBecause: "People are sent to us, and silence says nothing about anybody." }),
});
