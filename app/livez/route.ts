export const dynamic = "force-dynamic";

/** The process answers; nothing else is touched, so that a database that is down restarts nobody. */
export const GET = (): Response => new Response("alive\n", { headers: { "cache-control": "no-store" } });
