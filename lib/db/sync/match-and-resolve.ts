import { prepareMatching } from "./collect-unlinked.sql";
import { matchAccounts } from "./match-accounts.sql";
import { rematchWaiting } from "./rematch-waiting.sql";
import { resolveUsers } from "./resolve-users.sql";
import type { Settlement } from "./settlement";

// Every further round links an Account that waited; more rounds than this are only needed by data that was made to need them.
const ROUNDS_MAX = 10;

/**
 * Whose each Account is, and what Users then should be, until neither changes the other: a doubt about an Account hangs
 * on what its person is (a leaver, another name), which this very settlement may change. So a second settlement of the
 * same evidence finds nothing to do. With `accountIds` only these are matched.
 */
export async function matchAndResolve(settlement: Settlement, accountIds?: readonly string[]): Promise<void> {
  if (accountIds?.length === 0) await prepareMatching(settlement);
  else await matchAccounts(settlement, accountIds);
  await resolveUsers(settlement);
  for (let round = 0; round < ROUNDS_MAX && (await rematchWaiting(settlement)) > 0; round += 1) {
    await settlement.scope.db.$executeRaw`drop table sync_touched, sync_winners, sync_overrides, sync_lifted, sync_targets`;
    await resolveUsers(settlement);
  }
}
