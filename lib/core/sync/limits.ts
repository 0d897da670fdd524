/** How a change set would change an Organization, with the last 24 hours beside it. */
export interface LimitFacts {
  /** Users that may sign in before the change set is applied. */
  readonly activeUsers: number;
  readonly users: number;
  readonly lostByAbsence: number;
  readonly lostExplicitly: number;
  readonly created: number;
  /** The same, applied by runs of the last 24 hours that no person approved. */
  readonly lately: { readonly lostByAbsence: number; readonly lostExplicitly: number; readonly created: number };
  /** No sync has made a User in this Organization yet: it may make as many as there are. */
  readonly isFirstSync: boolean;
  readonly activeAdmins: number;
  readonly activeAdminsAfter: number;
}

export interface ExceededLimit {
  readonly limit: "absence" | "explicit" | "created" | "last-admin";
  readonly allowed: number;
  readonly found: number;
  /** For an Admin: which limit, by how much. */
  readonly message: string;
}

const ABSENCE_SHARE = 0.05;
const ABSENCE_MAX = 25;
const ABSENCE_MIN = 2;
const EXPLICIT_SHARE = 0.2;
const EXPLICIT_MIN = 5;
const CREATED_SHARE = 0.5;

/**
 * Names every limit of DOMAIN rules 12 and 15 that a change set exceeds, over itself and over the last 24 hours;
 * none means that it may be applied. A person's approval lifts every limit but the last Admin's.
 */
export function findExceededLimits(facts: LimitFacts): ExceededLimit[] {
  const { lately } = facts;
  const activeBefore = facts.activeUsers + lately.lostByAbsence + lately.lostExplicitly;
  const usersBefore = facts.users - lately.created;
  const absence = {
    limit: "absence" as const,
    allowed: Math.max(ABSENCE_MIN, Math.min(Math.floor(activeBefore * ABSENCE_SHARE), ABSENCE_MAX)),
    found: facts.lostByAbsence + (facts.lostByAbsence > 0 ? lately.lostByAbsence : 0),
    words: "people would lose access because no source returns them any more",
  };
  const explicit = {
    limit: "explicit" as const,
    allowed: Math.max(EXPLICIT_MIN, Math.floor(activeBefore * EXPLICIT_SHARE)),
    found: facts.lostExplicitly + (facts.lostExplicitly > 0 ? lately.lostExplicitly : 0),
    words: "people would lose access because a source says so",
  };
  const created = {
    limit: "created" as const,
    allowed: Math.floor(Math.max(0, usersBefore) * CREATED_SHARE),
    found: facts.isFirstSync || facts.created === 0 ? 0 : facts.created + lately.created,
    words: "new Users would be created",
  };
  const exceeded: ExceededLimit[] = [absence, explicit, created]
    .filter(({ allowed, found }) => found > allowed)
    .map(({ limit, allowed, found, words }) => ({
      limit,
      allowed,
      found,
      message: `${String(found)} ${words}; up to ${String(allowed)} in 24 hours are applied without asking.`,
    }));
  return [...exceeded, ...findLastAdmin(facts)];
}

function findLastAdmin({ activeAdmins, activeAdminsAfter }: LimitFacts): ExceededLimit[] {
  if (activeAdmins === 0 || activeAdminsAfter > 0) return [];
  return [
    {
      limit: "last-admin",
      allowed: Math.max(0, activeAdmins - 1),
      found: activeAdmins,
      message: "The last Admin who can sign in would lose access. Make somebody else an Admin, or correct the source, then sync again.",
    },
  ];
}
