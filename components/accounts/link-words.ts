/** Why an account belongs to its User, as a sentence; rules come from lib/db/sync. */
export function linkWords(rule: string | null): string {
  switch (rule) {
    case null:
      return "Linked.";
    case "employee-number":
      return "Linked by the same employee number.";
    case "email":
      return "Linked by the same e-mail address.";
    case "alias":
      return "Linked by one of its further e-mail addresses.";
    case "created":
      return "This account made the User.";
    case "person":
      return "Linked by an Admin.";
    default:
      return `Linked by the rule “${rule}”.`;
  }
}
