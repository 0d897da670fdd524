import type { z } from "zod";
import { parseInput } from "@/lib/use-cases/use-case";
import { respond } from "./handle-request";
import { readBody } from "./read-body";
import { assertSameOrigin } from "./same-origin";

/** A JSON endpoint for people who have no session yet; only our own pages may call it from a browser. */
export function handleForm<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Record<string, unknown>>,
): (request: Request) => Promise<Response> {
  return (request) =>
    respond(request, async () => {
      assertSameOrigin(request);
      const body = await readBody(request);
      const json: unknown = body === undefined ? {} : JSON.parse(new TextDecoder().decode(body));
      return Response.json(await run(parseInput(schema, json)), { status: 201 });
    });
}
