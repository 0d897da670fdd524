import { z } from "zod";
import { handleForm } from "@/lib/api/handle-form";
import { askForReset } from "@/lib/use-cases/sign-in/reset-password";

export const POST = handleForm(z.object({ email: z.string() }), askForReset);
