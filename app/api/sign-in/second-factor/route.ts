import { z } from "zod";
import { handleSignIn } from "@/lib/api/handle-sign-in";
import { finishSecondFactor } from "@/lib/use-cases/sign-in/second-factor";

export const POST = handleSignIn(z.object({ step: z.string(), code: z.string() }), finishSecondFactor);
