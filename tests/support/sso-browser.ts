import { GET as callback } from "@/app/api/auth/sso/callback/[id]/route";
import { GET as start } from "@/app/api/auth/sso/start/[id]/route";
import { GET as test } from "@/app/api/auth/sso/test/[id]/route";

const ROUTES = { callback, start, test } as const;
const APP = "http://localhost:3000";

/** A browser with its cookies, that is sent to and fro between the product's real routes and a provider. */
export class SsoBrowser {
  private readonly jar = new Map<string, Map<string, string>>();

  get sessionToken(): string | undefined {
    return this.cookiesOf(APP).get("next-auth.session-token");
  }

  giveSession(token: string): void {
    this.cookiesOf(APP).set("next-auth.session-token", token);
  }

  /** Follows every redirect from a page of the product until it is back on one. Answers that page's address. */
  async follow(address: string): Promise<URL> {
    let at = new URL(address, APP);
    for (let step = 0; step < 15; step++) {
      const next = await this.visit(at);
      if (next === null) return at;
      at = next;
    }
    throw new Error(`There is no end of redirects: ${at.href}`);
  }

  /** As `follow`, but stops before the product sees the provider's answer: it is still to be delivered. */
  async untilCallback(address: string): Promise<URL> {
    let at = new URL(address, APP);
    while (!at.pathname.startsWith("/api/auth/sso/callback/")) {
      const next = await this.visit(at);
      if (next === null) throw new Error(`The provider led nowhere: ${at.href}`);
      at = next;
    }
    return at;
  }

  private async visit(url: URL): Promise<URL | null> {
    const response = url.origin === APP ? await this.visitProduct(url) : await fetch(url, { redirect: "manual", headers: this.headersFor(url.origin) });
    if (response === null) return null;
    for (const cookie of response.headers.getSetCookie()) this.keep(url.origin, cookie);
    const location = response.headers.get("location");
    return location === null ? null : new URL(location, url);
  }

  private visitProduct(url: URL): Promise<Response> | null {
    const [, name, id = ""] = /^\/api\/auth\/sso\/(start|callback|test)\/(.+)$/.exec(url.pathname) ?? [];
    if (name === undefined) return null;
    const route = ROUTES[name as keyof typeof ROUTES];
    return route(new Request(url, { headers: this.headersFor(APP) }), { params: Promise.resolve({ id }) });
  }

  private headersFor(origin: string): Record<string, string> {
    return { cookie: [...this.cookiesOf(origin)].map(([name, value]) => `${name}=${value}`).join("; ") };
  }

  private keep(origin: string, line: string): void {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    const isGone = /max-age=0\b/i.test(line) || /expires=Thu, 01 Jan 1970/i.test(line);
    if (isGone) this.cookiesOf(origin).delete(pair.slice(0, at));
    else this.cookiesOf(origin).set(pair.slice(0, at), pair.slice(at + 1));
  }

  private cookiesOf(origin: string): Map<string, string> {
    const kept = this.jar.get(origin) ?? new Map<string, string>();
    this.jar.set(origin, kept);
    return kept;
  }
}
