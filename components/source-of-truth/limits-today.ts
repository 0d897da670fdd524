import type { Limits } from "@/lib/core/source-of-truth";
import { findExceededLimits } from "@/lib/core/sync/limits";

interface Today {
  readonly active: number;
  readonly users: number;
  readonly absence: number;
  readonly explicit: number;
  readonly created: number;
}

/** How many people each limit lets a sync touch in an Organization of this size, asked of the limits themselves. */
export function limitsToday(limits: Limits, { active, users }: { readonly active: number; readonly users: number }): Today {
  const everything = Number.MAX_SAFE_INTEGER;
  const exceeded = findExceededLimits(
    {
      activeUsers: active,
      users,
      lostByAbsence: everything,
      lostExplicitly: everything,
      created: everything,
      lately: { lostByAbsence: 0, lostExplicitly: 0, created: 0 },
      isFirstSync: false,
      activeAdmins: 0,
      activeAdminsAfter: 0,
    },
    limits,
  );
  const allowed = (limit: "absence" | "explicit" | "created"): number => exceeded.find((each) => each.limit === limit)?.allowed ?? 0;
  const ofActive = (limit: "absence" | "explicit"): number => Math.min(active, allowed(limit));
  return { active, users, absence: ofActive("absence"), explicit: ofActive("explicit"), created: allowed("created") };
}
