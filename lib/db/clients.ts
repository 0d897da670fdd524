import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/env";
import { PrismaClient } from "./generated/client";

const QUERY_LIMITS = { connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000 };
/** A worker settles five runs and makes its rounds beside what it reads. */
const APP_POOL_MAX = 14;
const GATEWAY_POOL_MAX = 5;

/** One client per role and process, made at first use so that a build needs no database. */
const opened = globalThis as typeof globalThis & { lumosApp?: PrismaClient; lumosGateway?: PrismaClient };

/** Rows of Organizations, behind row-level security. Reached through `inOrganization` only. */
export function appClient(): PrismaClient {
  opened.lumosApp ??= connect(env().DATABASE_APP_URL, APP_POOL_MAX);
  return opened.lumosApp;
}

/** Rows needed before an Organization is known: sessions, tokens, and which runs wait. */
export function gatewayClient(): PrismaClient {
  opened.lumosGateway ??= connect(env().DATABASE_GATEWAY_URL, GATEWAY_POOL_MAX);
  return opened.lumosGateway;
}

/** Ends every connection, so that a process can exit at once. */
export async function closeClients(): Promise<void> {
  await Promise.all([opened.lumosApp?.$disconnect(), opened.lumosGateway?.$disconnect()]);
  delete opened.lumosApp;
  delete opened.lumosGateway;
}

function connect(connectionString: string, max: number): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString, max, ...QUERY_LIMITS }) });
}
