import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import type { SourceRow } from "./source-row";

/** What every part of the editor gets: the policy in hand, what it may call its integrations, and a way to edit. */
export interface SectionProps {
  readonly policy: SourceOfTruthPolicy;
  /** Every integration of the Organization, by id. */
  readonly known: ReadonlyMap<string, SourceRow>;
  readonly base: string;
  /** `words` are read out to those who do not see the screen change. */
  readonly onEdit: (policy: SourceOfTruthPolicy, words?: string) => void;
}

export const nameOf = (known: SectionProps["known"], id: string): string => known.get(id)?.name ?? "An integration that is gone";
