const FORM = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?(Z|[+-]\d{2}(?:\d{2})?)$/;

/** Milliseconds since 1970 of a time as LDAP writes it (RFC 4517), to the second; undefined for other forms. */
export function fromGeneralizedTime(text: string): number | undefined {
  const [, year, month, day, hour, minute, second = "00", zone = "Z"] = FORM.exec(text) ?? [];
  if (year === undefined) return undefined;
  const offset = zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(3) || "00"}`;
  const time = Date.parse(`${year}-${month ?? ""}-${day ?? ""}T${hour ?? ""}:${minute ?? ""}:${second}${offset}`);
  return Number.isNaN(time) ? undefined : time;
}

/** In UTC, to the second. */
export const toGeneralizedTime = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;
