import { z } from "zod";

/** What a new password has to be: long rather than complicated. */
export const NewPassword = z
  .string()
  .min(12, "Choose at least 12 characters. Several words make a password that is long and easy to remember.")
  .max(1_000, "Choose at most 1,000 characters.");
