import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { workerArgs } from "../../../scripts/worker-args.mjs";

/** A real worker in a process of its own, started as a deployment starts it. */
export interface WorkerProcess {
  readonly isRunning: () => boolean;
  /** Waits until it ends of itself; answers its exit code. */
  ended(): Promise<number | null>;
  /** As the machine does it that loses power. */
  kill(): Promise<void>;
  /** Stands still, with everything it holds. */
  freeze(): void;
  /** Goes on as if nothing had been. */
  goOn(): void;
  /** Asks it to end; answers its exit code and how long it took. */
  stop(): Promise<{ code: number | null; ms: number }>;
}

const started = new Set<ChildProcess>();

export function startWorkerProcess(): WorkerProcess {
  const child = spawn(process.execPath, workerArgs, { stdio: "ignore", env: { ...process.env, LOG_LEVEL: "silent" } });
  started.add(child);
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    isRunning,
    ended: async () => (await ended)[0],
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    freeze: () => void child.kill("SIGSTOP"),
    goOn: () => void child.kill("SIGCONT"),
    async stop() {
      const began = Date.now();
      child.kill("SIGTERM");
      const [code] = await ended;
      return { code, ms: Date.now() - began };
    },
  };
}

/** Whatever a test that failed left running. */
export function killWorkerProcesses(): void {
  for (const child of started) child.kill("SIGKILL");
  started.clear();
}
