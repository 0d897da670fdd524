import type { OrganizationId } from "@/lib/core/ids";
import { currentHead, rewrap } from "@/lib/crypto/sealed";
import { listOrganizationIds } from "@/lib/db/restores";
import { type SealedColumn, secretsOf, SHARED_SECRETS, withSealedRows } from "@/lib/db/sealed-secrets";

export interface Rotation {
  /** How many secrets the new key wraps now that it did not before. */
  readonly moved: number;
  /** Those that neither key opens, or of the first form: by the column they lie in. */
  readonly left: Readonly<Record<string, number>>;
}

const BATCH = 200;

/**
 * Moves every sealed secret to the current ENCRYPTION_KEY, a batch in a transaction, without opening any. What somebody
 * changes meanwhile is under the new key already and stays. Broken off, it goes on where it was when it is called again.
 */
export async function rotateSecrets(): Promise<Rotation> {
  const left: Record<string, number> = {};
  let moved = 0;
  const rotate = async (organizationId: OrganizationId | null, column: SealedColumn): Promise<void> => {
    for (let after: string | undefined = ""; after !== undefined; ) {
      const batch = await rotateBatch(organizationId, column, after);
      moved += batch.moved;
      if (batch.left > 0) left[column.name] = (left[column.name] ?? 0) + batch.left;
      after = batch.last;
    }
  };
  for (const column of SHARED_SECRETS) await rotate(null, column);
  for (const organizationId of await listOrganizationIds()) {
    for (const column of secretsOf(organizationId)) await rotate(organizationId, column);
  }
  return { moved, left };
}

function rotateBatch(organizationId: OrganizationId | null, column: SealedColumn, after: string): Promise<{ moved: number; left: number; last: string | undefined }> {
  return withSealedRows(organizationId, async ({ next, put }) => {
    const rows = await next(column.next(currentHead(), after, BATCH));
    const counts = { moved: 0, left: 0 };
    for (const { key, sealed } of rows) {
      const rewrapped = rewrapOrNull(sealed);
      if (rewrapped === null) counts.left += 1;
      else if (await put(column.put(key, sealed, rewrapped))) counts.moved += 1;
    }
    return { ...counts, last: rows.length < BATCH ? undefined : rows.at(-1)?.key };
  });
}

function rewrapOrNull(sealed: Uint8Array): Uint8Array | null {
  try {
    return rewrap(sealed);
  } catch {
    return null;
  }
}
