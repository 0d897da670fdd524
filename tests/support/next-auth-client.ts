import NextAuth from "next-auth";
import type { NextApiRequest, NextApiResponse } from "next";
import { authOptions } from "@/lib/auth/options";

export interface AuthAnswer {
  readonly status: number;
  readonly url: string | undefined;
  readonly body: unknown;
}

/** A browser's cookies, against the real next-auth with the product's own options. */
export class NextAuthClient {
  readonly cookies: Record<string, string> = {};

  constructor(private readonly headers: Record<string, string> = {}) {}

  /** What `signIn("credentials")` of next-auth's client sends. */
  async signIn(email: string, password: string): Promise<AuthAnswer> {
    const csrfToken = await this.csrfToken();
    return this.send("POST", ["callback", "credentials"], { csrfToken, email, password, json: "true" });
  }

  async signOut(): Promise<AuthAnswer> {
    return this.send("POST", ["signout"], { csrfToken: await this.csrfToken(), json: "true" });
  }

  async session(): Promise<unknown> {
    return (await this.send("GET", ["session"])).body;
  }

  get sessionToken(): string | undefined {
    return this.cookies["next-auth.session-token"];
  }

  private async csrfToken(): Promise<string> {
    const { body } = await this.send("GET", ["csrf"]);
    return (body as { csrfToken: string }).csrfToken;
  }

  async send(method: string, nextauth: string[], body: Record<string, string> = {}): Promise<AuthAnswer> {
    const answer = { status: 200, headers: new Map<string, unknown>(), body: undefined as unknown };
    const response = {
      status: (status: number) => ((answer.status = status), response),
      getHeader: (name: string) => answer.headers.get(name.toLowerCase()),
      setHeader: (name: string, value: unknown) => (answer.headers.set(name.toLowerCase(), value), response),
      json: (value: unknown) => (answer.body = value),
      send: (value: unknown) => (answer.body = value),
      end: () => undefined,
    };
    const request = { method, query: { nextauth }, body, cookies: { ...this.cookies }, headers: { host: "localhost:3000", ...this.headers } };
    await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, authOptions());
    this.keep(answer.headers.get("set-cookie"));
    const url = (answer.body as { url?: string } | undefined)?.url ?? (answer.headers.get("location") as string | undefined);
    return { status: answer.status, url, body: answer.body };
  }

  private keep(setCookies: unknown): void {
    for (const line of (setCookies as string[] | undefined) ?? []) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      const value = decodeURIComponent(pair.slice(at + 1));
      if (value === "") delete this.cookies[pair.slice(0, at)];
      else this.cookies[pair.slice(0, at)] = value;
    }
  }
}
