/** Where to go after sign-in: a path of this product and nothing else, so that a link cannot lead people away. */
export function returnPath(value: string | null | undefined, origin: string): string {
  if (!value) return "/";
  const url = URL.canParse(value, origin) ? new URL(value, origin) : null;
  if (url?.origin !== origin || /^\/(sign-in|blocked|api)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search;
}
