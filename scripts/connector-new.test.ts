import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const id = `zz-made-by-a-test-${String(process.pid)}`;

async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, NO_COLOR: "1" } });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, output: output + errors };
}

describe("a new connector", () => {
  afterEach(() => rmSync(path.join(root, "lib", "connectors", id), { recursive: true, force: true }));

  test("passes the contract suite as it is made, and is not made twice", { timeout: 60_000 }, async () => {
    expect(await run("scripts/connector-new.mjs", id, "Made by a test")).toMatchObject({ code: 0 });
    const suite = await run("node_modules/vitest/vitest.mjs", "run", "--project", "unit", `lib/connectors/${id}`);
    expect(suite.output).toMatch(/Tests +\d+ passed/);
    expect(suite).toMatchObject({ code: 0 });
    expect(await run("scripts/connector-new.mjs", id)).toMatchObject({ code: 1, output: expect.stringContaining("already") as unknown });
  });

  test.each(["", "../evil", "With Blank", "Acme"])("is not made of an id that is none: %j", async (wrong) => {
    expect(await run("scripts/connector-new.mjs", wrong)).toMatchObject({ code: 1, output: expect.stringContaining("small letters") as unknown });
  });
});
