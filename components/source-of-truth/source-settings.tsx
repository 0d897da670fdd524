"use client";

import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import { ChoiceField } from "@/components/ui/choice-field";
import type { UserSourceSettings } from "@/lib/core/source-of-truth";
import { FilterEditor } from "./filter-editor";
import type { SourceRow } from "./source-row";

interface SettingsProps {
  row: SourceRow;
  settings: UserSourceSettings;
  onChange: (changed: Partial<Omit<UserSourceSettings, "integrationId">>, words: string) => void;
  onClose: () => void;
}

const ROLES = [
  { value: "create", label: "Creates people", help: "Every account without a Lumos User becomes one." },
  { value: "match-only", label: "Matches only", help: "Its accounts join people who exist already; nobody is created." },
] as const;

const SAYS = [
  { value: "may-grant", label: "May grant and restrict", help: "Its status counts by its place in the list." },
  {
    value: "may-only-restrict",
    label: "May only restrict",
    help: "Its “active” is no opinion. Its “suspended” and “inactive” hold whatever other sources say.",
  },
] as const;

/** How one source takes part, opened below the list so that the list and the effect stay in view. */
export function SourceSettings({ row, settings, onChange, onClose }: SettingsProps) {
  return (
    <section aria-label={`Settings of ${row.name}`} className="rounded-xl border border-border px-4 py-4">
      <div className="flex items-start justify-between gap-4 pb-3">
        <h3 className="font-medium">How {row.name} takes part</h3>
        <Button variant="quiet" onPress={onClose}>
          Close
        </Button>
      </div>
      <div className="flex flex-col gap-5">
        <CheckField
          label="Has a say"
          isChecked={settings.isEnabled}
          onChange={(isEnabled) => onChange({ isEnabled }, isEnabled ? `${row.name} has a say again.` : `${row.name} has no say.`)}
          help="Without a say it keeps its place and its settings, and decides nothing until you switch it on again."
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <ChoiceField
            label="People"
            choices={ROLES}
            value={settings.role}
            onChange={(role) => onChange({ role }, `${row.name} changed.`)}
          />
          <ChoiceField
            label="Employee Status"
            choices={SAYS}
            value={settings.status}
            onChange={(status) => onChange({ status }, `${row.name} changed.`)}
          />
        </div>
        <FilterEditor
          key={row.id}
          integrationId={row.id}
          name={row.name}
          filter={settings.filter}
          onChange={(filter) => onChange({ filter }, filter ? `The filter of ${row.name} changed.` : `${row.name} has no filter.`)}
        />
      </div>
    </section>
  );
}
