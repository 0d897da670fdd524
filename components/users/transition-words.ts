import { fieldLabel } from "@/lib/core/users/field-label";
import { shownName } from "@/components/overrides/override-fields";
import type { Transition } from "@/lib/api/contract/transitions";

/** What the clock alone will do to a person. */
export function transitionWords({ kind, field, date }: Pick<Transition, "kind" | "field" | "date">): string {
  switch (kind) {
    case "starts":
      return date === null ? "Starts" : `Starts on ${date}`;
    case "ends":
      return date === null ? "Ends" : `Last day is ${date}`;
    case "override_expires":
      return `Override of ${fieldLabel(shownName(field ?? ""))} ends; the sources decide again`;
  }
}
