import { z } from "zod";

// Some servers write counts as strings.
const looseCount = z
  .union([z.int().nonnegative(), z.string().regex(/^\d{1,9}$/).transform(Number)])
  .nullish();

/** A list with neither a count nor people is no list: an error body must never read as an empty directory. */
export const ScimUserPage = z
  .looseObject({
    totalResults: looseCount,
    startIndex: looseCount,
    nextCursor: z.string().nullish(),
    Resources: z.array(z.unknown()).nullish(),
  })
  .refine((page) => typeof page.totalResults === "number" || Array.isArray(page.Resources), {
    path: ["Resources"],
  });
export type ScimUserPage = z.output<typeof ScimUserPage>;
