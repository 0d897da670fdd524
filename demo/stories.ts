import type { SeededRandom } from "./random";

/**
 * What happened to a person, and so what each of the three systems says about them. `everywhere` is
 * the usual case: Active in BambooHR, ACTIVE in Okta, and in the SCIM service if they use it.
 */
export const STORIES = {
  everywhere: { bamboohr: "Active", okta: "ACTIVE", scim: "true" },
  passwordExpired: { bamboohr: "Active", okta: "PASSWORD_EXPIRED", scim: "true" },
  lockedOut: { bamboohr: "Active", okta: "LOCKED_OUT", scim: "true" },
  recovery: { bamboohr: "Active", okta: "RECOVERY", scim: "true" },
  invited: { bamboohr: "Active", okta: "PROVISIONED", scim: null },
  startsSoon: { bamboohr: "Active", okta: "STAGED", scim: null },
  left: { bamboohr: "Inactive", okta: "DEPROVISIONED", scim: "false" },
  leftLongAgo: { bamboohr: "Inactive", okta: null, scim: null },
  leftBeforeBambooHr: { bamboohr: null, okta: "DEPROVISIONED", scim: null },
  suspended: { bamboohr: "Active", okta: "SUSPENDED", scim: "false" },
  /** HR and the identity provider disagree: the order of the User Sources decides. */
  suspendedInOktaOnly: { bamboohr: "Active", okta: "SUSPENDED", scim: "true" },
  inactiveInHrOnly: { bamboohr: "Inactive", okta: "ACTIVE", scim: "true" },
  inactiveInScimOnly: { bamboohr: "Active", okta: "ACTIVE", scim: "false" },
  hrOnly: { bamboohr: "Active", okta: null, scim: null },
  oktaOnly: { bamboohr: null, okta: "ACTIVE", scim: null },
  scimOnly: { bamboohr: null, okta: null, scim: "true" },
  /** Married: HR knows the new name, the others still have the old one. */
  married: { bamboohr: "Active", okta: "ACTIVE", scim: "true" },
  /** Known by a short name in Okta and by the full one in HR. */
  shortName: { bamboohr: "Active", okta: "ACTIVE", scim: "true" },
  /** Okta lost the marks of the letters on import. */
  withoutMarks: { bamboohr: "Active", okta: "ACTIVE", scim: "true" },
  /** The SCIM service still has the address of another scheme; the employee number is the same. */
  oldAddress: { bamboohr: "Active", okta: "ACTIVE", scim: "true" },
  /** HR wrote the address with capitals and a space at the end. */
  untidyAddress: { bamboohr: "Active", okta: "ACTIVE", scim: "true" },
  promoted: { bamboohr: "Active", okta: "ACTIVE", scim: "true" },
} as const satisfies Record<string, StoryStatuses>;

export interface StoryStatuses {
  /** The system's own word, or null where it does not have the person. */
  readonly bamboohr: string | null;
  readonly okta: string | null;
  readonly scim: string | null;
}

export type Story = keyof typeof STORIES;

const CAST: Partial<Record<Story, number>> = {
  passwordExpired: 5,
  lockedOut: 3,
  recovery: 2,
  invited: 4,
  left: 9,
  leftLongAgo: 6,
  leftBeforeBambooHr: 3,
  suspended: 2,
  suspendedInOktaOnly: 4,
  inactiveInHrOnly: 2,
  inactiveInScimOnly: 2,
  hrOnly: 16,
  oktaOnly: 14,
  scimOnly: 3,
  married: 3,
  shortName: 4,
  withoutMarks: 5,
  oldAddress: 4,
  untidyAddress: 2,
  promoted: 6,
};

/** Gives ordinary people a story by lot, choosier stories first, and the newest the one of a first day to come. */
export function drawStories(lot: {
  random: SeededRandom;
  ordinary: readonly number[];
  newest: readonly number[];
  suits: (story: Story, index: number) => boolean;
}): Map<number, Story> {
  const stories = new Map<number, Story>(lot.newest.map((index) => [index, "startsSoon"]));
  const queue = new Set(lot.random.shuffled(lot.ordinary));
  for (const story of CHOOSY_FIRST) {
    const chosen = [...queue].filter((index) => lot.suits(story, index)).slice(0, CAST[story] ?? 0);
    for (const index of chosen) {
      stories.set(index, story);
      queue.delete(index);
    }
  }
  return stories;
}

const isStory = (name: string): name is Story => name in STORIES;
const CHOOSY: readonly Story[] = ["shortName", "withoutMarks", "hrOnly"];
const CHOOSY_FIRST: readonly Story[] = [
  ...CHOOSY,
  ...Object.keys(STORIES).filter(isStory).filter((story) => !CHOOSY.includes(story)),
];
