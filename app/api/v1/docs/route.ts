import { openApiDocument } from "@/lib/api/reference/openapi-document";
import { renderReference } from "@/lib/api/reference/render-reference";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  return new Response(renderReference(await openApiDocument()), { headers: { "content-type": "text/html; charset=utf-8" } });
}
