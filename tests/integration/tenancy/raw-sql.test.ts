import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Each puts into a statement only what the same file, a constant or a checked key wrote. */
const REVIEWED = [
  "lib/db/instant-key.ts", "lib/db/person-name.ts", "lib/db/sync/collect-winners.sql.ts", "lib/db/sync/compile-matching.ts", "lib/db/sync/resolve-users.sql.ts",
  "lib/db/sync/select-targets.sql.ts", "lib/db/user-merges.ts",
];

const sources = globSync(["lib/**/*.ts", "app/**/*.ts", "workers/**/*.ts"]).map((file) => file.replaceAll("\\", "/")).filter((file) => !file.startsWith("lib/db/generated/"));
const having = (pattern: RegExp): string[] => sources.filter((file) => pattern.test(readFileSync(file, "utf8"))).sort();

test("ISO-14 no statement is put together from text, but in files that were read for it", () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(having(/\$(query|execute)RawUnsafe/)).toEqual([]);
  expect(having(/Prisma\.raw\(/).filter((file) => !REVIEWED.includes(file))).toEqual([]);
});

test("ISO-14 the setting that row-level security reads is made in one place", () => {
  expect(having(/set_config\('app\.organization_id'/)).toEqual(["lib/db/in-organization.ts"]);
});

test("ISO-15 no filter of the database is a caller's object as it came", () => {
  expect(having(/where:\s*(input|body|query|filters|rawInput)\b\s*[,}]/)).toEqual([]);
});
