import { mayReadMetrics } from "@/lib/use-cases/metrics/may-read-metrics";
import { renderMetrics } from "@/lib/use-cases/metrics/render-metrics";

export const dynamic = "force-dynamic";

/** For Prometheus; whoever may not read it learns nothing, not even that it is there. */
export async function GET(request: Request): Promise<Response> {
  if (!mayReadMetrics(request.headers)) return new Response("There is nothing here.\n", { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(await renderMetrics(), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });
}
