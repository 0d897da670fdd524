// npm run secrets:rotate: moves every stored secret from ENCRYPTION_KEY_PREVIOUS to ENCRYPTION_KEY while the product runs with
// both. Safe to repeat; exit code 1 while something is left. See docs/security.md.
import { asOperator } from "./operator.mjs";

await asOperator(async () => {
  const { rotateSecrets } = await import("../lib/use-cases/secrets/rotate-secrets.ts");
  const { moved, left } = await rotateSecrets();
  process.stdout.write(`✓ ${moved} secrets moved to ENCRYPTION_KEY\n`);
  for (const [column, count] of Object.entries(left)) {
    process.stdout.write(`✗ ${column}: ${count} could not be moved; keep the key before, and store these anew in the product\n`);
    process.exitCode = 1;
  }
  if (Object.keys(left).length === 0) process.stdout.write("  ENCRYPTION_KEY_PREVIOUS may go.\n");
});
