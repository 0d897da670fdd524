import { openApiDocument } from "@/lib/api/reference/openapi-document";

export const dynamic = "force-dynamic";

export const GET = async (): Promise<Response> => Response.json(await openApiDocument());
