import { z } from "zod";
import { handleForm } from "@/lib/api/handle-form";
import { listWaysIn } from "@/lib/use-cases/login-providers/list-ways-in";

/** Where an e-mail address signs in, by its domain alone. */
export const POST = handleForm(z.object({ email: z.string().max(320) }), async ({ email }) => ({ ways: await listWaysIn(email) }));
