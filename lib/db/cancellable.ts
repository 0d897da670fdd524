import type { OrganizationId } from "@/lib/core/ids";
import { appClient } from "./clients";
import { inOrganization, type OrganizationScope } from "./in-organization";

/**
 * As `inOrganization`, but ends the statement that runs when `signal` aborts, so that nobody's processor works for an
 * answer that nobody waits for. The cancel request has been answered before the connection goes to anybody else.
 */
export async function inOrganizationUntil<T>(
  organizationId: OrganizationId,
  signal: AbortSignal,
  work: (scope: OrganizationScope) => Promise<T>,
  options: { timeoutMs: number },
): Promise<T> {
  return inOrganization(
    organizationId,
    async (scope) => {
      const [row] = await scope.db.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
      let cancelled: Promise<unknown> = Promise.resolve();
      const cancel = (): void => {
        // From another connection: this one is busy with what is to be ended.
        cancelled = appClient().$queryRaw`select pg_cancel_backend(${row?.pid ?? 0}::int)`.catch(() => undefined);
      };
      signal.addEventListener("abort", cancel, { once: true });
      try {
        signal.throwIfAborted();
        return await work(scope);
      } finally {
        signal.removeEventListener("abort", cancel);
        await cancelled;
      }
    },
    options,
  );
}
