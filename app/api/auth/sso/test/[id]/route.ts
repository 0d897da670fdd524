import { setBrowserCookie } from "@/lib/auth/login-providers/browser-cookie";
import { redirectTo } from "@/lib/auth/login-providers/redirect-to";
import { visitorOf } from "@/lib/auth/visitor";
import { AppError } from "@/lib/core/errors";
import { LoginProviderId } from "@/lib/core/ids";
import { env } from "@/lib/env";
import { beginTest } from "@/lib/use-cases/login-providers/begin-sign-in";
import { SignInRefused } from "@/lib/use-cases/login-providers/sign-in-refused";

/** An Admin's test sign-in; it ends on the page of the Login Providers and opens nothing. */
export async function GET(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  const { APP_URL } = env();
  const visitor = await visitorOf(request.headers);
  if (visitor.kind !== "person") return redirectTo(`${APP_URL}/sign-in`);
  const page = `/${visitor.organization.slug}/settings/source-of-truth/login-providers`;
  const id = LoginProviderId.safeParse((await context.params).id);
  if (!id.success) return new Response(null, { status: 404 });
  try {
    const { url, browserToken } = await beginTest(visitor.actor, id.data, page);
    return redirectTo(url, [setBrowserCookie(id.data, browserToken)]);
  } catch (error) {
    if (!(error instanceof SignInRefused) && !(error instanceof AppError)) throw error;
    return redirectTo(`${APP_URL}${page}?${new URLSearchParams({ tested: id.data, refusal: error.message }).toString()}`);
  }
}
