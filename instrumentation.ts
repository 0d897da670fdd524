/** Once, before the first request. Ends the process where Organizations would not be kept apart. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { endIfUnbound } = await import("@/lib/use-cases/refuse-unbound-role");
    await endIfUnbound();
  }
}
