import { Prisma } from "./generated/client";

/** An instant as text with microseconds, which a Date would lose and a keyset needs. */
export const instantKey = (column: "u.status_changed_at" | "c.applied_at"): Prisma.Sql =>
  Prisma.sql`to_char(${Prisma.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
