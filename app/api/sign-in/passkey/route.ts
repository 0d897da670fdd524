import { z } from "zod";
import { handleSignIn } from "@/lib/api/handle-sign-in";
import { Assertion, signInByPasskey } from "@/lib/use-cases/sign-in/passkeys";

export const POST = handleSignIn(z.object({ step: z.string().max(200), response: Assertion }), signInByPasskey);
