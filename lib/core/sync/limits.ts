import type { Limits } from "@/lib/core/source-of-truth";

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
  /**
   * `undone`: a source is on hold after an undo. `preview`: it is another list than the one shown before saving.
   * `rest`: what was left out of a part that a person approved.
   */
  readonly limit: "absence" | "explicit" | "created" | "last-admin" | "undone" | "preview" | "rest";
  readonly allowed: number;
  readonly found: number;
  /** For an Admin: which limit, by how much. */
  readonly message: string;
}

/**
 * Names every limit of DOMAIN rules 12 and 15 that a change set exceeds, over itself and over the last 24 hours;
 * none means that it may be applied. A person's approval lifts every limit but the last Admin's.
 */
export function findExceededLimits(facts: LimitFacts, limits: Limits): ExceededLimit[] {
  const { lately } = facts;
  const activeBefore = facts.activeUsers + lately.lostByAbsence + lately.lostExplicitly;
  const usersBefore = facts.users - lately.created;
  const absence = {
    limit: "absence" as const,
    allowed: Math.max(limits.absenceMin, Math.min(shareOf(activeBefore, limits.absenceShare), limits.absenceMax)),
    found: facts.lostByAbsence + (facts.lostByAbsence > 0 ? lately.lostByAbsence : 0),
    words: "people would lose access because no source returns them any more",
  };
  const explicit = {
    limit: "explicit" as const,
    allowed: Math.max(limits.explicitMin, shareOf(activeBefore, limits.explicitShare)),
    found: facts.lostExplicitly + (facts.lostExplicitly > 0 ? lately.lostExplicitly : 0),
    words: "people would lose access because a source says so",
  };
  const created = {
    limit: "created" as const,
    allowed: shareOf(Math.max(0, usersBefore), limits.createdShare),
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

/** Rounded down. Twelve digits are kept first: 0.07 times 100 is seven people, and not a little more or less. */
const shareOf = (people: number, share: number): number => Math.floor(Number((people * share).toPrecision(12)));

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
