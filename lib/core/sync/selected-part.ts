import { z } from "zod";
import { CHANGE_KINDS } from "./change-set";

/**
 * The part of a held change set that a person chose: the Users whose every change fits. What one User gains or loses goes
 * together, and nothing outside the choice is applied.
 */
export const SelectedPart = z.object({
  /** Only Users with changes of these kinds and no others. */
  kinds: z.array(z.enum(CHANGE_KINDS)).min(1).optional(),
  /** Only Users who lose sign-in, gain it, or keep it as it is. */
  access: z.array(z.enum(["LOST", "GAINED", "NONE"])).min(1).optional(),
  /** Only Users whose changes come from these integrations and no others. */
  integrationIds: z.array(z.uuid()).min(1).optional(),
  userIds: z.array(z.uuid()).optional(),
  /** Users who do not exist yet, named by the Account that makes them: their ids change with every look. */
  makerAccountIds: z.array(z.uuid()).optional(),
  /** What was left out is discarded; else it stays held. */
  discardRest: z.boolean().default(false),
});
export type SelectedPart = z.output<typeof SelectedPart>;
