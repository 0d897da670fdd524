/** A system of the test's own that lists people as JSON behind a bearer token, which can be changed. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface PeopleList {
  readonly url: string;
  /** From the next request on only this one is let in. */
  token: string;
  readonly stop: () => Promise<void>;
}

export async function startPeopleList(token: string, people: readonly Record<string, unknown>[]): Promise<PeopleList> {
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization === `Bearer ${list.token}`;
    response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(isKnown ? { data: people } : { error: "unauthorized" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const list: PeopleList = {
    url: `http://127.0.0.1:${String(port)}/people`,
    token,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return list;
}
