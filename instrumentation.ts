/** Once, before the first request. Ends the process where Organizations would not be kept apart. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const [{ refuseUnboundRole }, { logger }] = await Promise.all([import("@/lib/use-cases/refuse-unbound-role"), import("@/lib/logger")]);
  try {
    await refuseUnboundRole();
  } catch (error) {
    logger.fatal({ error }, "web does not start");
    process.exit(1);
  }
}
