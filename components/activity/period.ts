export const PERIODS = [
  { value: "1", label: "Last 24 hours" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "365", label: "Last year" },
] as const;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** From when a period of days counts; whole hours, so that looking again asks the same question. */
export const periodStart = (days: string | null, nowMs: number): string | null =>
  days === null || !PERIODS.some(({ value }) => value === days) ? null : new Date(Math.floor((nowMs - Number(days) * DAY_MS) / HOUR_MS) * HOUR_MS).toISOString();
