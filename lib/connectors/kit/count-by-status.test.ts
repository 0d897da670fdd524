import { expect, test } from "vitest";
import { countByStatus } from "@/lib/connectors/kit/count-by-status";
import type { AccountStatus } from "@/lib/core/accounts";

const account = (status: AccountStatus) => ({ externalId: "1", kind: "UNKNOWN", status, rawStatus: "x", profile: {}, aliases: [], raw: {} }) as const;

test("counts each status once a person, and names none that nobody has", () => {
  expect(countByStatus([account("ACTIVE"), account("SUSPENDED"), account("ACTIVE")])).toEqual({ ACTIVE: 2, SUSPENDED: 1 });
  expect(countByStatus([])).toEqual({});
});
