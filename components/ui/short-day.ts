const FORMAT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

/** "12 November", by the calendar of whoever reads it. */
export const shortDay = (instant: string): string => FORMAT.format(new Date(instant));
