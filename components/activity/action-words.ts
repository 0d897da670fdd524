/** What an entry's action says after the actor's name and before the target's. */
const WORDS: Readonly<Record<string, string>> = {
  "account.linked": "linked account",
  "account.unlinked": "unlinked account",
  "activity.exported": "exported the activity log of",
  "api_token.created": "made API token",
  "api_token.revoked": "revoked API token",
  "integration.connected": "connected",
  "integration.disconnected": "disconnected",
  "integration.file_uploaded": "uploaded a file to",
  "integration.reconnected": "reconnected",
  "integration.updated": "changed the settings of",
  "integration.released": "released the hold on",
  "email_domain.added": "added the domain",
  "email_domain.lost": "found no proof any more of the domain",
  "email_domain.proven": "proved the domain",
  "email_domain.removed": "removed the domain",
  "email_domain.updated": "changed where people sign in of the domain",
  "login_provider.created": "added the Login Provider",
  "login_provider.removed": "removed the Login Provider",
  "login_provider.switched_off": "switched off the Login Provider",
  "login_provider.switched_on": "switched on the Login Provider",
  "login_provider.tested": "passed a test sign-in at",
  "login_provider.updated": "changed the Login Provider",
  "sign-in.refused": "refused a sign-in by",
  "sso.identity_conflict": "held a sign-in as",
  "sso.identity_linked": "linked a provider's account to",
  "sso.identity_refused": "refused a provider's account for",
  "match_review.resolved": "resolved the review of",
  "matching.decision_revoked": "revoked a decision about",
  "organization.created": "created Organization",
  "organization.deletion_requested": "asked to delete Organization",
  "organization.exported": "exported Organization",
  "organization.restored": "kept Organization",
  "organization.updated": "changed Organization",
  "source_of_truth.saved": "saved",
  "sync_run.approved": "approved",
  "sync_run.approved_in_part": "approved a part of",
  "sync_run.cancelled": "cancelled",
  "sync_run.discarded": "discarded",
  "sync_run.expired": "let expire",
  "sync_run.undo_requested": "asked to undo",
  "sync_run.undone": "undid",
  "user.date_postponed": "put off a date of",
  "user.merge_undone": "parted again",
  "user.merged": "merged another User into",
  "user.override_expired": "ended an override of",
  "user.override_lifted": "lifted an override of",
  "user.override_postponed": "put off the end of an override of",
  "user.override_set": "overrode a value of",
  "session.ended": "signed out:",
  "session.revoked": "ended sessions of",
  "session.started": "signed in:",
  "user.invited": "invited",
  "user.left": "left:",
  "user.role_changed": "changed the role of",
  "user.sign_in_link_created": "made a sign-in link for",
  "user.sign_in_set": "set a way to sign in for",
  "user.split": "split",
};

/** In words; an action that has none yet is read out as it is written. */
export function actionWords(action: string): string {
  const [noun = "", verb = ""] = action.split(".");
  return WORDS[action] ?? `${verb} ${noun}`.replaceAll("_", " ").trim();
}

export const ACTION_OPTIONS = Object.entries(WORDS).map(([value, words]) => ({ value, label: words.charAt(0).toUpperCase() + words.slice(1) }));

const PAGES: Readonly<Record<string, string>> = { integration: "/integrations", sync_run: "/sync-runs", user: "/users", match_review: "/reviews/matching?state=resolved&review=" };

/** Where the target of an entry can be looked at; null where it has no page of its own. */
export function targetPath(target: { readonly type: string; readonly id: string }): string | null {
  if (target.type === "source_of_truth") return "/settings/source-of-truth";
  const page = PAGES[target.type];
  if (page === undefined) return null;
  return page.endsWith("=") ? page + target.id : `${page}/${target.id}`;
}
