import { z } from "zod";
import { handleForm } from "@/lib/api/handle-form";
import { resetPassword } from "@/lib/use-cases/sign-in/reset-password";

export const POST = handleForm(z.object({ token: z.string(), password: z.string() }), resetPassword);
