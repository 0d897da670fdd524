import { z } from "zod";
import { handleForm } from "@/lib/api/handle-form";
import { startAssertion } from "@/lib/use-cases/sign-in/passkeys";

export const POST = handleForm(z.object({}), () => startAssertion("passkey-sign-in"));
