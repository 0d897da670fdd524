/** GitHub tells of a personal token's end with every answer; undefined for an app, and for a token without an end. */
export function readTokenEnd(headers: Headers): string | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) (?:UTC|\+0000)$/.exec(headers.get("github-authentication-token-expiration") ?? "") ?? [];
  return day === undefined ? undefined : `${day}T${time ?? ""}Z`;
}
