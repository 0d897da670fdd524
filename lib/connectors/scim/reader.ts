import { ScimUser, toScimAccount } from "@/lib/connectors/kit/scim-user";
import { scimStatusMap } from "@/lib/connectors/scim/status-map";

/** How each record of a SCIM server is read. */
export const READER = { schema: ScimUser, idField: "id", toAccount: (user: ScimUser, raw: unknown) => toScimAccount(user, raw, { rules: scimStatusMap }) } as const;
