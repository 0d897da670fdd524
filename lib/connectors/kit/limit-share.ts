import { z } from "zod";

/** Every connector that reads over HTTP has this setting beside its own; blank is half. */
export const limitShareField = {
  limitPercent: z.coerce
    .number("Enter a whole number from 5 to 100.")
    .int("Enter a whole number from 5 to 100.")
    .min(5, "Enter at least 5.")
    .max(100, "Enter at most 100.")
    .optional()
    .meta({
      title: "Share of the rate limit",
      description: "Percent of the provider's request limit that a sync may use, so that your other programs keep the rest. 50 where blank.",
      examples: ["50"],
    }),
};

const Stored = z.looseObject({ limitPercent: z.number().optional().catch(undefined) });

/** From 0 to 1; undefined where nobody chose one. */
export function readLimitShare(config: Readonly<Record<string, unknown>>): number | undefined {
  const percent = Stored.parse(config).limitPercent;
  return percent === undefined ? undefined : percent / 100;
}

/** The settings that a connector knows of. */
export function withoutLimitShare(config: unknown): unknown {
  if (typeof config !== "object" || config === null || !("limitPercent" in config)) return config;
  const { limitPercent: _, ...own } = config;
  return own;
}
