export const COMPLETE_EVERY = [15, 30, 60, 120, 240, 480, 720, 1_440] as const;
export const INCREMENTAL_EVERY = [5, 10, 15, 30] as const;

/** "15 minutes", "hour", "4 hours", "day": what stands after "every". */
export function everyWords(minutes: number): string {
  if (minutes % 1_440 === 0) return minutes === 1_440 ? "day" : `${String(minutes / 1_440)} days`;
  if (minutes % 60 === 0) return minutes === 60 ? "hour" : `${String(minutes / 60)} hours`;
  return minutes === 1 ? "minute" : `${String(minutes)} minutes`;
}
