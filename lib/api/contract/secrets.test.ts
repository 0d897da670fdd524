import { isContractProcedure } from "@orpc/contract";
import { expect, test } from "vitest";
import { z } from "zod";
import { contract } from "@/lib/api/contract";

/** Names of everything that an operation's answer may hold, at any depth, as `operation: name`. */
function namesOf(node: unknown, operation = ""): string[] {
  if (isContractProcedure(node)) {
    const output: unknown = node["~orpc"].outputSchema;
    if (!(output instanceof z.ZodType)) return [];
    return [...keysOf(z.toJSONSchema(output, { unrepresentable: "any", io: "output" }))].map((name) => `${operation}: ${name}`);
  }
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => namesOf(value, operation === "" ? key : `${operation}.${key}`));
}

function keysOf(schema: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("properties" in value && typeof value.properties === "object" && value.properties !== null) Object.keys(value.properties).forEach((key) => found.add(key));
    Object.values(value).forEach(walk);
  };
  walk(schema);
  return found;
}

/** Shown once, to whoever made it. */
const SHOWN_ONCE = /^(apiTokens\.(create|rotate): token|integrations\.(create|rotateScimToken): token|signInMethods\.startTotp: secret)$/;
/** Whether and how one is set; the name of a preview; a link of the log's chain. */
const ABOUT = /(: (secrets|secretLastFour|isPasswordOn)|^sourceOfTruth\.preview: token|^activity\.verify: hash)$/;

test("SEC-4 no answer has a field for a secret, but for a token that is shown once to whoever made it", () => {
  const names = namesOf(contract);
  expect(names.length).toBeGreaterThan(200);
  const suspicious = names.filter((name) => /: .*(secret|password|hash|sealed|token|apikey|private)/i.test(name));
  expect(suspicious.filter((name) => !SHOWN_ONCE.test(name) && !ABOUT.test(name))).toEqual([]);
});
