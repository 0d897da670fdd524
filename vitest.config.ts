import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname) };
// Tests against real servers that Debian brings: a directory, a domain controller, a database.
const withPeers = ["lib/connectors/{ldap,sql}/contract.test.ts", "tests/peers/**/*.test.ts"];
const ignored = ["node_modules/**", ".next/**", ".data/**", "lib/db/generated/**"];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,components,app,workers,demo,bench,scripts}/**/*.test.{ts,tsx,mjs}"],
          exclude: [...ignored, ...withPeers],
          env: { LOG_LEVEL: "silent" },
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "peers",
          include: withPeers,
          exclude: ignored,
          globalSetup: ["tests/support/install-peers.ts"],
          env: { LOG_LEVEL: "silent" },
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts", "tests/faults/**/*.test.ts"],
          exclude: ignored,
          globalSetup: ["tests/support/global-setup.ts"],
          setupFiles: ["tests/support/database.ts"],
          env: { LOG_LEVEL: "silent" },
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
