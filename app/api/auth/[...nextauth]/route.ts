import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { newDeviceCookie } from "@/lib/auth/device-cookie";
import { authOptions } from "@/lib/auth/options";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const [, provider] = (await context.params).nextauth;
  // Only the password is a way in; next-auth's other provider is there for its own start-up check.
  if (provider !== undefined && provider !== "credentials") return new Response(null, { status: 404 });
  let email: string | undefined;
  const response: unknown = await NextAuth(request, context, authOptions((right) => (email = right)));
  if (!(response instanceof Response)) return new Response(null, { status: 500 });
  if (email !== undefined) response.headers.append("set-cookie", newDeviceCookie(email));
  return response;
}

export { handle as GET, handle as POST };
