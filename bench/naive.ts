import { inOrganization, LONG_TRANSACTION_MS } from "../lib/db/in-organization";
import type { Prisma } from "../lib/db/generated/client";
import type { Subject } from "./measure";
import { NAIVE_ACCOUNTS } from "./settings";

/**
 * Accounts a second in the way most would write it: one Prisma upsert for each, into a source of its own. It is spared what
 * it would need besides (reading, matching, resolving, a history, a commit for each), so the truth is worse. Leaves no trace.
 */
export async function measureNaive({ actor: { organizationId }, integrationIds }: Subject): Promise<{ accounts: number; seconds: number }> {
  const [from] = integrationIds;
  if (from === undefined) throw new Error("There is no source to copy from.");
  return inOrganization(
    organizationId,
    async ({ db }) => {
      const known = await db.account.findMany({ where: { organizationId, integrationId: from }, take: NAIVE_ACCOUNTS, orderBy: { externalId: "asc" } });
      await db.$executeRaw`savepoint naive`;
      const { id: integrationId } = await db.integration.create({ data: { organizationId, connector: "scim", name: "Naive", config: {} }, select: { id: true } });
      const since = performance.now();
      for (const account of known) {
        const { externalId, kind, status, rawStatus, email, employeeNumber, aliases, contentHash, userId } = account;
        const data = { kind, status, rawStatus, email, employeeNumber, aliases, contentHash, userId, profile: account.profile as Prisma.InputJsonValue, raw: account.raw as Prisma.InputJsonValue };
        await db.account.upsert({
          where: { organizationId_integrationId_externalId: { organizationId, integrationId, externalId } },
          create: { ...data, organizationId, integrationId, externalId },
          update: data,
        });
      }
      const seconds = (performance.now() - since) / 1000;
      await db.$executeRaw`rollback to savepoint naive`;
      return { accounts: known.length, seconds };
    },
    { timeoutMs: LONG_TRANSACTION_MS },
  );
}
