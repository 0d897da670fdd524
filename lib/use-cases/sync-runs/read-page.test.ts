import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractSubject, contextOf } from "@/lib/connectors/kit/contract-subject";
import { startFixture } from "@/lib/connectors/okta/fixture";
import { IntegrationId } from "@/lib/core/ids";
import { readPage } from "./read-page";
import { readWalkMemory, rememberPage } from "./walk-memory";

describe("a walk whose settings change while it is read", () => {
  let subject: ContractSubject;
  beforeAll(async () => {
    subject = await startFixture(700);
  });
  afterAll(() => subject.provider?.stop());

  const open = (config: object) => ({
    connector: subject.connector,
    context: contextOf({ ...subject, config: { ...(subject.config as object), ...config } }),
    integration: { id: IntegrationId.parse("0198f6f0-0000-7000-8000-000000000001"), name: "Okta", connectorId: "okta", watermark: null },
  });
  const readFirst = async () => {
    const { page, memory } = await readPage(open({}), { mode: "COMPLETE" }, { cursor: undefined, memory: readWalkMemory({}) });
    return { cursor: page.nextCursor, memory: rememberPage(memory, { ...memory, pages: 1 }) };
  };

  it("ends instead of putting two halves of two lists together", async () => {
    const moved = open({ baseUrl: (subject.config as { baseUrl: string }).baseUrl.replace("127.0.0.1", "localhost") });
    await expect(readPage(moved, { mode: "COMPLETE" }, await readFirst())).rejects.toMatchObject({ kind: "UNEXPECTED_RESPONSE", message: expect.stringContaining("Nobody is removed") as unknown });
  });

  it("goes on where only its pace changed", async () => {
    expect((await readPage(open({ limitPercent: 80 }), { mode: "COMPLETE" }, await readFirst())).page.accounts.length).toBeGreaterThan(0);
  });
});
