import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const lock = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../package-lock.json"), "utf8")) as { packages: Record<string, { version?: string }> };

/** Below these stands a hole that is known: see docs/security.md. */
const FLOOR: Readonly<Record<string, string>> = {
  next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1", "next-auth": "4.24.15", bullmq: "6.7.0", nodemailer: "10.6.0", "@simplewebauthn/server": "14.0.3", "openid-client": "6.9.0",
};

const numbersOf = (version: string): number[] => (version.split("-")[0] ?? "").split(".").map(Number);
const isBelow = (version: string, floor: string): boolean => {
  const [a, b] = [numbersOf(version), numbersOf(floor)];
  const at = b.findIndex((number, place) => a[place] !== number);
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
};

test("SEC-13 nobody installs a version of what guards the door that has a known hole", () => {
  expect(isBelow("16.4.5", "16.4.6") && isBelow("15.9.9", "16.4.6") && !isBelow("16.10.0", "16.4.6")).toBe(true);
  const below = Object.entries(FLOOR).filter(([name, floor]) => isBelow(lock.packages[`node_modules/${name}`]?.version ?? "0.0.0", floor));
  expect(below).toEqual([]);
});
