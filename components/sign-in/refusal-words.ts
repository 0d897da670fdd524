const WORDS: Readonly<Record<string, string>> = {
  "sso-failed": "The sign-in did not come to its end. Begin again here; if it happens again, ask whoever looks after accounts in your organization.",
  "sso-not-linked": "Your provider knows you, but here its answer opens nothing yet. Ask an Admin of your organization to allow it.",
};

/** Why a sign-in by a provider came back to the sign-in page; the same whether or not there is such a person. */
export function refusalWords(error: string | string[] | undefined): string | null {
  return typeof error === "string" ? (WORDS[error] ?? null) : null;
}
