import { expect, it } from "vitest";
import { Limits } from "@/lib/core/source-of-truth";
import { limitsToday } from "./limits-today";

it("says of an Organization how many people the limits are today, small and large", () => {
  expect(limitsToday(Limits.parse({}), { active: 12, users: 14 })).toMatchObject({ absence: 2, explicit: 5, created: 7 });
  expect(limitsToday(Limits.parse({}), { active: 1, users: 1 })).toMatchObject({ absence: 1, explicit: 1, created: 0 });
  expect(limitsToday(Limits.parse({}), { active: 1204, users: 1260 })).toMatchObject({ absence: 25, explicit: 240, created: 630 });
  expect(limitsToday(Limits.parse({ absenceMax: 100, explicitShare: 0.07 }), { active: 1204, users: 1260 })).toMatchObject({
    absence: 60,
    explicit: 84,
  });
});
