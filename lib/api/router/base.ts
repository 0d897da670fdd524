import { implement } from "@orpc/server";
import { contract } from "@/lib/api/contract";
import type { PersonActor } from "@/lib/core/access/actor";

/** What every handler knows: who asks, with the rights of this very moment, and under which id it is logged. */
export interface ApiContext {
  readonly actor: PersonActor;
  readonly requestId: string;
}

/** The contract as a builder: `os.users.get.handler(...)`. Input and output are validated against it. */
export const os = implement(contract).$context<ApiContext>();
