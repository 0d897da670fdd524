import { atlassian } from "@/lib/connectors/atlassian";
import { bamboohr } from "@/lib/connectors/bamboohr";
import { csv } from "@/lib/connectors/csv";
import { github } from "@/lib/connectors/github";
import { entra } from "@/lib/connectors/entra";
import { gitlab } from "@/lib/connectors/gitlab";
import { googleWorkspace } from "@/lib/connectors/google-workspace";
import { hibob } from "@/lib/connectors/hibob";
import { httpJson } from "@/lib/connectors/http-json";
import { register } from "@/lib/connectors/kit/register";
import type { Connector } from "@/lib/connectors/kit/connector";
import { ldap } from "@/lib/connectors/ldap";
import { jumpCloud } from "@/lib/connectors/jumpcloud";
import { okta } from "@/lib/connectors/okta";
import { oneLogin } from "@/lib/connectors/onelogin";
import { rippling } from "@/lib/connectors/rippling";
import { salesforce } from "@/lib/connectors/salesforce";
import { scim } from "@/lib/connectors/scim";
import { scimPush } from "@/lib/connectors/scim-push";
import { slack } from "@/lib/connectors/slack";
import { sql } from "@/lib/connectors/sql";
import { workday } from "@/lib/connectors/workday";

/** Every connector there is, in the order in which the gallery shows them. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  [
    register(okta),
    register(entra),
    register(googleWorkspace),
    register(oneLogin),
    register(jumpCloud),
    register(bamboohr),
    register(workday),
    register(hibob),
    register(rippling),
    register(scim),
    register(scimPush),
    register(ldap),
    register(slack),
    register(github),
    register(gitlab),
    register(atlassian),
    register(salesforce),
    register(httpJson),
    register(sql),
    register(csv),
  ].map((connector) => [connector.manifest.id, connector]),
);

export const findConnector = (id: string): Connector | undefined => connectors.get(id);
