import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { authOptions } from "@/lib/auth/options";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const [, provider] = (await context.params).nextauth;
  // Only the password is a way in; next-auth's other provider is there for its own start-up check.
  if (provider !== undefined && provider !== "credentials") return new Response(null, { status: 404 });
  const response: unknown = await NextAuth(request, context, authOptions());
  return response instanceof Response ? response : new Response(null, { status: 500 });
}

export { handle as GET, handle as POST };
