/** By which rule an account came to its User, as the end of "Linked …"; the rules are those of lib/db/sync. */
export function linkWords(rule: string | null): string {
  switch (rule) {
    case null:
      return "by a rule that was not written down";
    case "employee-number":
      return "by the same employee number";
    case "email":
      return "by the same e-mail address";
    case "alias":
      return "by one of its further e-mail addresses";
    case "person":
      return "by an Admin";
    default:
      return `by the rule “${rule}”`;
  }
}

/** The same as a sentence; the first account of a person is not linked but makes the User. */
export const linkSentence = (rule: string | null): string =>
  rule === "created" ? "This account made the User." : `Linked ${linkWords(rule)}.`;
