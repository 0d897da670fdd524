import { expect } from "@playwright/test";
import { z } from "zod";
import { demo } from "./demo";

const Run = z.looseObject({ id: z.string(), state: z.string(), counts: z.record(z.string(), z.number()), error: z.unknown() });

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Speaks to the public API as a script does: plain HTTP with a bearer token or a session cookie. */
export class Api {
  constructor(private readonly headers: Record<string, string>) {}

  async call(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const response = await fetch(`${demo.url}/api/v1/${path}`, {
      method,
      headers: { ...this.headers, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  }

  /** The body of an answer that must have this status. */
  async expecting<Schema extends z.ZodType>(status: number, schema: Schema, method: string, path: string, body?: unknown): Promise<z.output<Schema>> {
    const answer = await this.call(method, path, body);
    expect(answer, `${method} ${path}`).toMatchObject({ status });
    return schema.parse(answer.body);
  }

  /** Starts a sync and waits for its end. */
  async sync(path: string, body?: unknown): Promise<z.output<typeof Run>> {
    const started = await this.expecting(202, Run, "POST", path, body);
    return this.ended(started.id);
  }

  async ended(runId: string): Promise<z.output<typeof Run>> {
    for (;;) {
      const run = await this.expecting(200, Run, "GET", `sync-runs/${runId}`);
      if (run.state !== "queued" && run.state !== "running") return run;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
}

/** next-auth's credentials flow. Answers the cookies, and where the product leads the person. */
export async function signIn(email: string, password: string): Promise<{ status: number; url: string; cookie: string }> {
  const csrf = await fetch(`${demo.url}/api/auth/csrf`);
  const cookies = csrf.headers.getSetCookie().map(pairOf);
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
  const answer = await fetch(`${demo.url}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies.join("; "), origin: demo.url },
    body: new URLSearchParams({ csrfToken, email, password, json: "true", callbackUrl: demo.url }),
  });
  const { url } = z.object({ url: z.string() }).parse(await answer.json());
  return { status: answer.status, url, cookie: [...cookies, ...answer.headers.getSetCookie().map(pairOf)].join("; ") };
}

const pairOf = (header: string): string => header.split(";")[0] ?? "";
