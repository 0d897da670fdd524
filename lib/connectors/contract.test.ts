import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { connectors } from "@/lib/connectors/registry";

test("every connector in the registry is held to the contract", () => {
  const held = [...connectors.keys()].filter((id) => existsSync(new URL(`./${id}/contract.test.ts`, import.meta.url)));
  expect(held).toEqual([...connectors.keys()]);
});
