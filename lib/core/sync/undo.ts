/** Why a change stays as it is when its run is undone. */
export const UNDO_CONFLICTS = ["changed-since", "overridden", "merged", "linked-elsewhere", "more-accounts", "last-admin"] as const;
export type UndoConflict = (typeof UNDO_CONFLICTS)[number];

/** For an Admin: what keeps the change from going back. */
export function describeUndoConflict(because: UndoConflict): string {
  switch (because) {
    case "changed-since":
      return "It was changed again since, so that newer value stays.";
    case "overridden":
      return "A person overrides it. Lift the override first.";
    case "merged":
      return "This User was merged into another one. Undo the merge first.";
    case "linked-elsewhere":
      return "A person decided about this account, or it belongs to somebody else by now.";
    case "more-accounts":
      return "This User was given further accounts since. Undo the sync that linked them first.";
    case "last-admin":
      return "No Admin would be left who can sign in. Make somebody else an Admin first.";
  }
}
