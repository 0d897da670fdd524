const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "2 minutes ago", "in 4 hours"; anything within 45 s is "just now", so that a clock a little off says nothing odd. */
export function relativeTimeWords(atMs: number, nowMs: number): string {
  const seconds = Math.round((atMs - nowMs) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 45) return "just now";
  const [unit, length] = STEPS.find(([, size]) => distance >= size) ?? ["minute", 60];
  return words.format(Math.sign(seconds) * Math.max(1, Math.floor(distance / length)), unit);
}

/** In the reader's own time zone, to the second. */
export const exactTimeWords = (at: Date): string => exact.format(at);
