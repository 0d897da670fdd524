"use client";

import { shortDay } from "@/components/ui/short-day";
import type { FormerSource } from "@/lib/api/contract/source-of-truth";
import { restoreSource } from "@/lib/core/restore-source";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { orderOf, withPeopleOf, withSourceSettings } from "./policy-draft";
import { type PeopleDecision, RemovedSource } from "./removed-source";
import { nameOf, type SectionProps } from "./section-props";

/** The sources that saving would take from the list, and behind a fold those that left it lately. */
export function RemovedSources({
  savedPolicy,
  former,
  ...props
}: SectionProps & { savedPolicy: SourceOfTruthPolicy; former: readonly FormerSource[] }) {
  const order = orderOf(props.policy);
  const leaving = orderOf(savedPolicy).filter((id) => !order.includes(id));
  const left = former.filter(({ integrationId }) => !order.includes(integrationId) && !leaving.includes(integrationId));
  return (
    <>
      {leaving.map((id) => (
        <Removed key={id} {...props} id={id} then={savedPolicy} title={`What becomes of the people of ${nameOf(props.known, id)}?`} putBackLabel={`Put ${nameOf(props.known, id)} back`} />
      ))}
      {left.length === 0 ? null : (
        <details className="group">
          <summary className="cursor-pointer text-muted hover:text-foreground">Removed in the last 30 days: {left.map(({ name }) => name).join(", ")}</summary>
          <div className="mt-2 flex flex-col gap-3">
            {left.map(({ integrationId: id, name, removedAt, savedAt, policy }) => (
              <Removed
                key={id}
                {...props}
                id={id}
                then={policy}
                title={`${name}, removed on ${shortDay(removedAt)}`}
                putBackLabel={`Put ${name} back with its settings of ${shortDay(savedAt)}`}
              />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

interface RemovedProps extends SectionProps {
  id: string;
  /** What decided about the source last. */
  then: SourceOfTruthPolicy;
  title: string;
  putBackLabel: string;
}

const OUTCOMES: Record<PeopleDecision, string> = { keep: "stay as they are", deactivate: "will be deactivated" };

function Removed({ policy, known, onEdit, id, then, title, putBackLabel }: RemovedProps) {
  const row = known.get(id);
  if (row === undefined) return null;
  const restored = restoreSource(policy, then, id);
  return (
    <RemovedSource
      row={row}
      title={title}
      putBackLabel={putBackLabel}
      listed={policy.userSources.flatMap(({ integrationId, isEnabled }) => (isEnabled ? [integrationId] : []))}
      decision={policy.deactivatesPeopleOf.some((each) => each === id) ? "deactivate" : "keep"}
      onDecide={(decision) => onEdit(withPeopleOf(policy, id, decision), `People whom only ${row.name} knows ${OUTCOMES[decision]}.`)}
      onPutBack={() => onEdit(restored, `${row.name} is back.`)}
      onLinkOnly={() => onEdit(withSourceSettings(restored, id, { role: "match-only" }), `${row.name} is back and creates nobody.`)}
    />
  );
}
