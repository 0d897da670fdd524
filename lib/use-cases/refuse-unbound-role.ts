import { assertBoundRole } from "@/lib/db/bound-role";
import { isDatabaseReady } from "@/lib/db/readiness";

/** For the start of a program: throws when its database role is not bound; where Postgres does not answer yet, says nothing. */
export async function refuseUnboundRole(): Promise<void> {
  if (await isDatabaseReady()) await assertBoundRole();
}
