import { AppError } from "@/lib/core/errors";
import type { OrganizationId } from "@/lib/core/ids";
import { inOrganizationUntil } from "@/lib/db/cancellable";
import type { OrganizationScope } from "@/lib/db/in-organization";

// Nobody drags faster than this; a script that asks for more at once is told so.
const QUEUE_MAX = 20;

interface Queue {
  /** Resolves when everybody who was asked so far has had a turn or gave up. */
  done: Promise<void>;
  /** Who has not ended yet, the one at work included. */
  length: number;
}

const queues = new Map<OrganizationId, Queue>();

/** For the one who waits, though mostly there is nobody any more. */
const abandoned = (): AppError => new AppError("unavailable", "The preview was abandoned. Ask again.");

/**
 * One preview of an Organization at a time in this process, in the order in which they were asked for: a preview looks
 * at everybody, and two at once only make both slower. Who waits holds no connection, and who gave up is passed over.
 */
async function inTurn<T>(organizationId: OrganizationId, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const queue = queues.get(organizationId) ?? { done: Promise.resolve(), length: 0 };
  if (queue.length >= QUEUE_MAX) throw new AppError("unavailable", "Too many previews are under way. Wait for some of them to end.");
  const before = queue.done;
  let end = (): void => undefined;
  const mine = new Promise<void>((resolve) => (end = resolve));
  queue.done = before.then(() => mine);
  queue.length += 1;
  queues.set(organizationId, queue);
  try {
    await Promise.race([before, whenAborted(signal)]);
    if (signal.aborted) throw abandoned();
    return await work();
  } finally {
    end();
    queue.length -= 1;
    if (queue.length === 0) queues.delete(organizationId);
  }
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

/** A whole population takes seconds; whoever waits longer than this has gone. */
const PREVIEW_TIMEOUT_MS = 60_000;

/** The work of a preview, in its turn and in a transaction that ends early when `signal` aborts. */
export function previewInTurn<T>(organizationId: OrganizationId, signal: AbortSignal, work: (scope: OrganizationScope) => Promise<T>): Promise<T> {
  return inTurn(organizationId, signal, async () => {
    try {
      return await inOrganizationUntil(organizationId, signal, work, { timeoutMs: PREVIEW_TIMEOUT_MS });
    } catch (error) {
      throw signal.aborted ? abandoned() : error;
    }
  });
}
