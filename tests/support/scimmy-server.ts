import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import express4 from "express4";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const EXPRESS = { 4: express4, 5: express } as const;

export interface ScimmyUser {
  readonly id: string;
  readonly userName: string;
  readonly active: boolean;
  readonly name: { readonly givenName: string; readonly familyName: string };
}

export interface ScimmyServer {
  readonly url: string;
  /** Whom the server has now; may be replaced between two reads. */
  people: readonly ScimmyUser[];
  stop(): Promise<void>;
}

// SCIMMY keeps its resources for the whole process, so each server hands in its own people as the context.
SCIMMY.Resources.declare(SCIMMY.Resources.User).egress((_resource, context) => [...(context as ScimmyServer).people]);

/** A SCIM server that nobody here wrote: SCIMMY and its routers, under the Express of that major version. */
export async function startScimmyServer(options: { express: keyof typeof EXPRESS; people: readonly ScimmyUser[]; token: string }): Promise<ScimmyServer> {
  const app = EXPRESS[options.express]();
  const server = createServer(app as RequestListener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const scimmy: ScimmyServer = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/scim/v2`,
    people: options.people,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const handler = (request: express.Request): string => {
    if (request.header("authorization") !== `Bearer ${options.token}`) throw new Error("The token is not valid.");
    return "reader";
  };
  app.use("/scim/v2", new SCIMMYRouters({ type: "bearer", handler, context: () => scimmy }));
  return scimmy;
}

/** So many people, the n-th always the same. */
export const scimmyPeople = (count: number): ScimmyUser[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `scimmy-${String(index + 1).padStart(5, "0")}`,
    userName: `person${String(index + 1)}@scimmy.test`,
    active: true,
    name: { givenName: `Given${String(index + 1)}`, familyName: `Family${String(index + 1)}` },
  }));
