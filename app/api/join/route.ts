import { z } from "zod";
import { handleForm } from "@/lib/api/handle-form";
import { acceptSignInLink } from "@/lib/use-cases/sign-in/accept-sign-in-link";

export const POST = handleForm(z.object({ token: z.string(), password: z.string() }), acceptSignInLink);
