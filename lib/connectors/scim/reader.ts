import { ScimUser } from "@/lib/connectors/scim/schema";
import { toSourceAccount } from "@/lib/connectors/scim/transform";

export const READER = { schema: ScimUser, idField: "id", toAccount: toSourceAccount } as const;
