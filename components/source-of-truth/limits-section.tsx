"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { NumberField } from "@/components/ui/number-field";
import { Section } from "@/components/ui/section";
import { apiQueries } from "@/lib/api/client";
import type { Limits } from "@/lib/core/source-of-truth";
import { limitsToday } from "./limits-today";
import type { SectionProps } from "./section-props";

const MOST = 1_000_000;
const FEW = 1_000;
const percent = (share: number): number => Math.round(share * 100);
const figure = (count: number): string => count.toLocaleString("en");

/** How much a sync may do on its own, with what that means for this Organization today. */
export function LimitsSection({ policy, onEdit }: SectionProps) {
  const summary = useQuery(apiQueries.users.summary.queryOptions());
  const { limits, walksUntilMissing } = policy;
  const put = (changed: Partial<Limits>) => onEdit({ ...policy, limits: { ...limits, ...changed } }, "The limits changed.");
  const today = summary.data ? limitsToday(limits, { active: summary.data.byStatus.ACTIVE, users: summary.data.total }) : null;
  return (
    <Section
      title="Limits"
      description="A sync that would do more than this within 24 hours changes nobody and waits for an Admin. The last Admin is never locked out."
    >
      <div className="flex flex-col gap-5">
        <Group
          title="People whom no source returns any more"
          today={
            today &&
            `Today a sync may take sign-in from up to ${figure(today.absence)} of ${figure(today.active)} active people because they are gone.`
          }
        >
          <NumberField
            label="Share"
            unit="%"
            min={0}
            max={100}
            value={percent(limits.absenceShare)}
            onChange={(value) => put({ absenceShare: value / 100 })}
          />
          <NumberField
            label="But at most"
            unit="people"
            min={0}
            max={MOST}
            value={limits.absenceMax}
            onChange={(absenceMax) => put({ absenceMax })}
          />
          <NumberField
            label="And always up to"
            unit="people"
            min={0}
            max={FEW}
            value={limits.absenceMin}
            onChange={(absenceMin) => put({ absenceMin })}
          />
          <NumberField
            label="Counts after"
            unit={walksUntilMissing === 1 ? "complete read" : "complete reads in a row"}
            min={1}
            max={10}
            value={walksUntilMissing}
            onChange={(walks) => onEdit({ ...policy, walksUntilMissing: walks }, "The number of reads changed.")}
          />
        </Group>
        <Group
          title="People whom a source reports as suspended or inactive"
          today={today && `Today that is up to ${figure(today.explicit)} of ${figure(today.active)} active people.`}
        >
          <NumberField
            label="Share"
            unit="%"
            min={0}
            max={100}
            value={percent(limits.explicitShare)}
            onChange={(value) => put({ explicitShare: value / 100 })}
          />
          <NumberField
            label="And always up to"
            unit="people"
            min={0}
            max={FEW}
            value={limits.explicitMin}
            onChange={(explicitMin) => put({ explicitMin })}
          />
        </Group>
        <Group
          title="New people"
          today={today && `Today a sync may create up to ${figure(today.created)} beside the ${figure(today.users)} there are.`}
        >
          <NumberField
            label="Share"
            unit="%"
            min={0}
            max={100}
            value={percent(limits.createdShare)}
            onChange={(value) => put({ createdShare: value / 100 })}
          />
        </Group>
      </div>
    </Section>
  );
}

function Group({ title, today, children }: { title: string; today: string | null; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="font-medium">{title}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-3 pt-1.5">{children}</div>
      <p className="tabular min-h-5 pt-1.5 text-muted">{today}</p>
    </fieldset>
  );
}
