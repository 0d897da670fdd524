import { isDatabaseReady } from "@/lib/db/readiness";

/** Whether the product can serve: Postgres is the only thing without which nothing works. */
export const checkReadiness = (): Promise<boolean> => isDatabaseReady();
