import { z } from "zod";
import { handleForm } from "@/lib/api/handle-form";
import { assertSetupToken, setUpOrganization } from "@/lib/use-cases/organizations/set-up-organization";

const Input = z.object({
  token: z.string().max(200),
  organizationName: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  email: z.string(),
  password: z.string(),
});

export const POST = handleForm(Input, async ({ token, ...input }) => {
  assertSetupToken(token);
  const { organization } = await setUpOrganization(input);
  return { organization };
});
