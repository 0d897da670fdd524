import { returnPath } from "@/components/sign-in/return-path";
import { setBrowserCookie } from "@/lib/auth/login-providers/browser-cookie";
import { redirectTo } from "@/lib/auth/login-providers/redirect-to";
import { LoginProviderId } from "@/lib/core/ids";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { beginSignIn } from "@/lib/use-cases/login-providers/begin-sign-in";
import { SignInRefused } from "@/lib/use-cases/login-providers/sign-in-refused";

interface Context {
  params: Promise<{ id: string }>;
}

/** Begins a sign-in: from our own page, or from the provider's (initiate_login_uri of OpenID Connect, by GET or POST). */
async function start(context: Context, wishes: URLSearchParams): Promise<Response> {
  const { APP_URL } = env();
  const id = LoginProviderId.safeParse((await context.params).id);
  if (!id.success) return new Response(null, { status: 404 });
  try {
    const { url, browserToken } = await beginSignIn(id.data, {
      returnTo: returnPath(wishes.get("callbackUrl") ?? wishes.get("target_link_uri"), APP_URL),
      loginHint: wishes.get("login_hint")?.slice(0, 320),
      issuer: wishes.get("iss") ?? undefined,
    });
    return redirectTo(url, [setBrowserCookie(id.data, browserToken)]);
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    logger.warn({ loginProvider: id.data, reason: error.reason }, "a sign-in by a provider could not begin");
    return redirectTo(`${APP_URL}/sign-in?error=sso-failed`);
  }
}

export const GET = (request: Request, context: Context): Promise<Response> => start(context, new URL(request.url).searchParams);

const FORM_MAX_CHARACTERS = 10_000;

export async function POST(request: Request, context: Context): Promise<Response> {
  const form = await request.text();
  return form.length > FORM_MAX_CHARACTERS ? new Response(null, { status: 413 }) : start(context, new URLSearchParams(form));
}
