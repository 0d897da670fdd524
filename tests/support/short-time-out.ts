import { onTestFinished, vi } from "vitest";

/** Lets every time-out of this test's requests come after `ms`: nobody waits half a minute for a source that hangs. */
export function shortenTimeOuts(ms: number): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => timeout(ms));
  onTestFinished(() => spy.mockRestore());
}
