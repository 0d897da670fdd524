"use client";

import { useId, useState } from "react";
import { CheckField } from "@/components/ui/check-field";
import { Section } from "@/components/ui/section";
import { isTimeZone } from "@/lib/core/time-zone";
import type { SectionProps } from "./section-props";

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** Whether start and end dates decide, and where the day turns for people whose sources name no time zone. */
export function DatesSection({ policy, onEdit }: SectionProps) {
  return (
    <Section title="Dates and time zone">
      <div className="flex flex-col gap-4">
        <CheckField
          label="Start and end dates decide"
          isChecked={policy.datesDecide}
          onChange={(datesDecide) => onEdit({ ...policy, datesDecide }, datesDecide ? "Dates decide." : "Dates decide nothing.")}
          help="Staged before the start date and Inactive after the end date, at midnight where the person is, with no sync needed."
        />
        <TimeZoneField zone={policy.timeZone} onChange={(timeZone) => onEdit({ ...policy, timeZone }, `The time zone is ${timeZone}.`)} />
      </div>
    </Section>
  );
}

/** What is no time zone yet, because it is still being typed, stays here and changes nothing. */
function TimeZoneField({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const id = useId();
  const [text, setText] = useState(zone);
  const [known, setKnown] = useState(zone);
  if (known !== zone) {
    setKnown(zone);
    setText(zone);
  }
  const isValid = text.trim() !== "" && isTimeZone(text.trim());
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        Time zone
      </label>
      <input
        id={id}
        list={`${id}-zones`}
        autoComplete="off"
        value={text}
        aria-invalid={!isValid}
        aria-describedby={`${id}-below`}
        onChange={(event) => {
          const next = event.target.value;
          setText(next);
          const exact = ZONES.find((each) => each.toLowerCase() === next.trim().toLowerCase());
          if (exact === undefined || exact === zone) return;
          setKnown(exact);
          onChange(exact);
        }}
        onBlur={() => setText(zone)}
        className="input w-64 max-w-full"
      />
      <datalist id={`${id}-zones`}>
        {ZONES.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <p id={`${id}-below`} className={isValid ? "text-xs text-muted" : "text-xs text-status-failed"}>
        {isValid ? "For people whose sources name none." : "Choose a name such as Europe/Berlin."}
      </p>
    </div>
  );
}
