"use client";

import { CheckField } from "@/components/ui/check-field";
import { type Permission, PERMISSIONS } from "@/lib/core/access/permissions";

/** What a token may do: all that its maker may (null), or only what is chosen. */
export function TokenScopes({ value, onChange }: { value: readonly Permission[] | null; onChange: (value: readonly Permission[] | null) => void }) {
  const toggle = (permission: Permission, isChosen: boolean) =>
    onChange(PERMISSIONS.filter((each) => (each === permission ? isChosen : value?.includes(each))));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-2 text-sm font-medium">What it may do</legend>
      <CheckField
        label="Everything you may do"
        help="Safer is to choose: whoever finds the token has no more than that."
        isChecked={value === null}
        onChange={(isEverything) => onChange(isEverything ? null : [])}
      />
      {value === null ? null : (
        <div className="grid max-h-56 gap-x-6 gap-y-2 overflow-y-auto rounded-lg border border-border p-3 sm:grid-cols-2">
          {PERMISSIONS.map((permission) => (
            <CheckField key={permission} label={permission} isChecked={value.includes(permission)} onChange={(isChosen) => toggle(permission, isChosen)} />
          ))}
        </div>
      )}
    </fieldset>
  );
}
