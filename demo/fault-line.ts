import net, { type AddressInfo } from "node:net";

/** A way to a server that can be cut: for protocols other than HTTP, whose faults the demo's fakes know. */
export interface FaultLine {
  readonly host: string;
  readonly port: number;
  /** `unreachable`: connections are refused by being ended at once. `silent`: accepted, and nothing ever comes back. */
  fail(how: "unreachable" | "silent"): void;
  heal(): void;
  /** Cuts every connection that is open now. */
  cut(): void;
  stop(): Promise<void>;
}

/** Listens on loopback and passes everything on as it comes. */
export async function startFaultLine(target: { readonly host: string; readonly port: number }, host = "127.0.0.1"): Promise<FaultLine> {
  let fault: "unreachable" | "silent" | undefined;
  const open = new Set<net.Socket>();
  const keep = (socket: net.Socket): net.Socket => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  };
  const server = net.createServer((caller) => {
    keep(caller);
    if (fault === "unreachable") caller.resetAndDestroy();
    if (fault !== undefined) return;
    const callee = keep(net.connect(target));
    caller.pipe(callee).pipe(caller);
    caller.once("close", () => callee.destroy());
    callee.once("close", () => caller.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    host,
    port: (server.address() as AddressInfo).port,
    fail: (how) => {
      fault = how;
    },
    heal: () => {
      fault = undefined;
      cut();
    },
    cut,
    stop: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}
