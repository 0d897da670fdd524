import { browserTokenOf, clearBrowserCookie } from "@/lib/auth/login-providers/browser-cookie";
import { redirectTo } from "@/lib/auth/login-providers/redirect-to";
import { signInProven } from "@/lib/auth/login-providers/sign-in-proven";
import { LoginProviderId } from "@/lib/core/ids";
import { env } from "@/lib/env";
import { finishSignIn } from "@/lib/use-cases/login-providers/finish-sign-in";

/** Where a provider leads people back to. */
export async function GET(request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  const id = LoginProviderId.safeParse((await context.params).id);
  if (!id.success) return new Response(null, { status: 404 });
  const { APP_URL } = env();
  const cleared = clearBrowserCookie(id.data);
  const finished = await finishSignIn({ id: id.data, query: new URL(request.url).searchParams, browserToken: browserTokenOf(request.headers, id.data) });
  switch (finished.kind) {
    case "refused":
      return redirectTo(`${APP_URL}/sign-in?error=sso-${finished.reason}`, [cleared]);
    case "tested": {
      const result = finished.refusal === null ? { tested: id.data } : { tested: id.data, refusal: finished.refusal };
      return redirectTo(`${APP_URL}${finished.returnTo}?${new URLSearchParams(result).toString()}`, [cleared]);
    }
    case "proven": {
      const { to, cookie } = await signInProven(finished.identityIds, finished.returnTo, request.headers);
      return redirectTo(to, cookie === undefined ? [cleared] : [cleared, cookie]);
    }
  }
}
