import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { CONNECTOR_ERROR_KINDS } from "@/lib/connectors/kit/connector-error";
import { connectors } from "@/lib/connectors/registry";
import { ACCOUNT_STATUSES } from "@/lib/core/accounts";
import { SYNC_RUN_STATES } from "@/lib/core/sync/sync-run";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`),
];

describe("documentation", () => {
  test.each(pages)("every link in %s to a file of this repository leads somewhere", (page) => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target = ""]) => target);
    const broken = targets.filter((target) => !existsSync(path.join(root, path.dirname(page), target)));
    expect(broken).toEqual([]);
  });

  test("an operator finds every setting of the product in the table of settings", () => {
    const settings = [...read("lib/env.ts").matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = ""]) => name);
    expect(settings.length).toBeGreaterThan(5);
    const operations = read("docs/operations.md");
    expect(settings.filter((name) => !operations.includes(`| \`${name}\` |`))).toEqual([]);
  });

  test("an Admin finds every kind of error, and every connector, with who must act", () => {
    const page = read("docs/connectors.md");
    expect([...CONNECTOR_ERROR_KINDS, ...connectors.keys()].filter((word) => !page.includes(`| \`${word}\` |`))).toEqual([]);
  });

  test("the glossary has every status and every state by the name that the API uses", () => {
    const glossary = read("docs/glossary.md");
    const words = [...ACCOUNT_STATUSES, ...EMPLOYEE_STATUSES, ...SYNC_RUN_STATES];
    expect(words.filter((word) => !glossary.includes(`\`${word}\``))).toEqual([]);
  });
});
