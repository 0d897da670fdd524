import { z } from "zod";
import type { OrganizationId } from "@/lib/core/ids";
import { gatewayClient } from "./clients";
import { Prisma } from "./generated/client";
import { inOrganization } from "./in-organization";

/** Where secrets lie sealed. `next` finds those that do not begin with `head`; `put` writes one that is still as it was read. */
export interface SealedColumn {
  readonly name: string;
  readonly next: (head: Uint8Array, after: string, limit: number) => Prisma.Sql;
  readonly put: (key: string, before: Uint8Array, after: Uint8Array) => Prisma.Sql;
}

const others = (column: Prisma.Sql, head: Uint8Array): Prisma.Sql => Prisma.sql`substring(${column} for ${head.length}::int) <> ${head}::bytea`;

/** Those of one Organization. */
export const secretsOf = (organizationId: OrganizationId): readonly SealedColumn[] => [
  {
    name: "credentials.sealed",
    next: (head, after, limit) => Prisma.sql`select id::text as key, sealed from credentials where organization_id = ${organizationId}::uuid and ${others(Prisma.sql`sealed`, head)} and id::text > ${after} order by id::text limit ${limit}`,
    put: (key, before, after) => Prisma.sql`update credentials set sealed = ${after} where organization_id = ${organizationId}::uuid and id = ${key}::uuid and sealed = ${before}`,
  },
  {
    name: "login_providers.client_secret",
    next: (head, after, limit) => Prisma.sql`select id::text as key, client_secret as sealed from login_providers where organization_id = ${organizationId}::uuid and ${others(Prisma.sql`client_secret`, head)} and id::text > ${after} order by id::text limit ${limit}`,
    put: (key, before, after) => Prisma.sql`update login_providers set client_secret = ${after} where organization_id = ${organizationId}::uuid and id = ${key}::uuid and client_secret = ${before}`,
  },
];

/** Rows that stand above Organizations. */
export const SHARED_SECRETS: readonly SealedColumn[] = [
  {
    name: "totp_secrets.sealed",
    next: (head, after, limit) => Prisma.sql`select sign_in_identity_id::text as key, sealed from totp_secrets where ${others(Prisma.sql`sealed`, head)} and sign_in_identity_id::text > ${after} order by 1 limit ${limit}`,
    put: (key, before, after) => Prisma.sql`update totp_secrets set sealed = ${after} where sign_in_identity_id = ${key}::uuid and sealed = ${before}`,
  },
  {
    name: "mails.sealed",
    next: (head, after, limit) => Prisma.sql`select id::text as key, sealed from mails where ${others(Prisma.sql`sealed`, head)} and id::text > ${after} order by id::text limit ${limit}`,
    put: (key, before, after) => Prisma.sql`update mails set sealed = ${after} where id = ${key}::uuid and sealed = ${before}`,
  },
];

const Rows = z.array(z.object({ key: z.string(), sealed: z.instanceof(Uint8Array) }));
export type SealedRow = z.output<typeof Rows>[number];

/** Runs with a reader and a writer of one transaction; null stands for what is above Organizations. */
export async function withSealedRows<T>(
  organizationId: OrganizationId | null,
  work: (rows: { next: (query: Prisma.Sql) => Promise<SealedRow[]>; put: (statement: Prisma.Sql) => Promise<boolean> }) => Promise<T>,
): Promise<T> {
  const on = (db: Prisma.TransactionClient): Promise<T> =>
    work({
      next: async (query) => Rows.parse(await db.$queryRaw<unknown[]>(query)),
      put: async (statement) => (await db.$executeRaw(statement)) === 1,
    });
  return organizationId === null ? gatewayClient().$transaction(on) : inOrganization(organizationId, ({ db }) => on(db));
}
