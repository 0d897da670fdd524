import type { ReactNode } from "react";

/** A yes or no with its consequence below. */
export function CheckField({
  label,
  isChecked,
  onChange,
  help,
  isDisabled = false,
}: {
  label: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  help?: ReactNode;
  isDisabled?: boolean;
}) {
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent"
        checked={isChecked}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="min-w-0">
        {label}
        {help ? <span className="block text-xs text-muted">{help}</span> : null}
      </span>
    </label>
  );
}
