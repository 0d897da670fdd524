import type { z } from "zod";
import { signInResponse } from "@/lib/auth/sign-in-response";
import { AppError } from "@/lib/core/errors";
import type { Proven } from "@/lib/use-cases/sign-in/proven";
import { parseInput } from "@/lib/use-cases/use-case";
import { respond } from "./handle-request";
import { readBody } from "./read-body";
import { assertSameOrigin } from "./same-origin";

/** A way to sign in: `prove` says who it is or throws; what follows is the same for all of them. */
export function handleSignIn<Schema extends z.ZodType>(
  schema: Schema,
  prove: (input: z.output<Schema>) => Promise<Proven>,
): (request: Request) => Promise<Response> {
  return (request) =>
    respond(request, async () => {
      assertSameOrigin(request);
      const body = await readBody(request);
      const json: unknown = body === undefined ? {} : JSON.parse(new TextDecoder().decode(body));
      const response = await signInResponse(request, await prove(parseInput(schema, json)));
      if (response === null) throw new AppError("unauthenticated", "This way to sign in belongs to nobody any more. Ask an Admin of your organization.");
      return response;
    });
}
