import Link from "next/link";
import { FieldValue } from "@/components/users/field-value";
import type { OverrideInList } from "@/lib/api/contract/overrides";
import { fieldLabel } from "@/lib/core/users/field-label";
import { OverrideBadge } from "./override-badge";
import { shownName } from "./override-fields";

/** Person, the value that a person set, what the sources say, and who did it and why. */
export function OverrideRow({
  override,
  userHref,
  isChosen,
  onChoose,
}: {
  override: OverrideInList;
  userHref: string;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}) {
  const { user, field, value, releaseWhenAgreed } = override;
  const name = shownName(field);
  return (
    <li className="grid gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_minmax(0,1fr)] sm:items-baseline">
      <span className="flex min-w-0 items-baseline gap-2.5">
        <input
          type="checkbox"
          aria-label={`Choose ${fieldLabel(name)} of ${user.name}`}
          className="size-4 shrink-0 translate-y-0.5 accent-accent"
          checked={isChosen}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <Link href={userHref} className="min-w-0 truncate font-medium hover:underline" title={user.name}>
          {user.name}
        </Link>
      </span>
      <div className="min-w-0 wrap-anywhere">
        <span className="text-muted">{fieldLabel(name)} </span>
        <FieldValue field={name} value={value} />
        <span className="block text-xs text-muted">
          <Sources override={override} name={name} />
        </span>
      </div>
      <div className="min-w-0">
        <OverrideBadge override={override} />
        {releaseWhenAgreed ? <span className="block text-xs text-muted">Lifted once the sources agree</span> : null}
      </div>
    </li>
  );
}

function Sources({ override: { sources }, name }: { override: OverrideInList; name: string }) {
  if (sources === null) return "No source says anything";
  if (sources.agree) return "The sources say the same";
  return (
    <>
      The sources say <FieldValue field={name} value={sources.value} />
    </>
  );
}
