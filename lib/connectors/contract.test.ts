import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { connectors } from "@/lib/connectors/registry";

const ids = [...connectors.keys()];
const having = (file: string): string[] => ids.filter((id) => existsSync(new URL(`./${id}/${file}`, import.meta.url)));

test("every connector in the registry is held to the contract", () => {
  expect(having("contract.test.ts")).toEqual(ids);
});

test.each(ids)("%s has a fixture that tests, benchmark and the vendor's description can start alike", async (id) => {
  const { startFixture } = (await import(`./${id}/fixture.ts`)) as { startFixture?: unknown };
  expect(startFixture).toBeTypeOf("function");
});
