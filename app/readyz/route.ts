import { checkReadiness } from "@/lib/use-cases/check-readiness";

export const dynamic = "force-dynamic";

/** Ready to serve: Postgres answers. The queue is not asked, because without it syncs wait and nothing is lost. */
export async function GET(): Promise<Response> {
  const isReady = await checkReadiness();
  return new Response(isReady ? "ready\n" : "waiting for the database\n", {
    status: isReady ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
