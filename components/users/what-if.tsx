"use client";

import { useQuery } from "@tanstack/react-query";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Skeleton } from "@/components/ui/skeleton";
import type { ExplainedField, Explanation } from "@/lib/api/contract/explain";
import { FieldValue } from "./field-value";
import { explanationQuery } from "./users-queries";

interface Source {
  readonly integrationId: string;
  readonly name: string;
}

const sourcesOf = ({ winner, losers }: ExplainedField): Source[] => [
  ...new Map([...(winner ? [winner] : []), ...losers].map(({ source }) => [source.integrationId, source])).values(),
];

/** "What if this source were gone?", for every source that has a say in the field. */
export function WhatIf({
  explained,
  explanation,
  at,
  without,
  onWithout,
}: {
  explained: ExplainedField;
  explanation: Explanation;
  at: string | undefined;
  without: string | null;
  onWithout: (integrationId: string | null) => void;
}) {
  const sources = sourcesOf(explained);
  const chosen = sources.find(({ integrationId }) => integrationId === without);
  if (sources.length === 0) return null;
  return (
    <section aria-labelledby="explain-what-if" className="flex flex-col gap-2">
      <h3 id="explain-what-if" className="text-xs font-medium text-muted">
        What if this source were gone?
      </h3>
      <div className="flex flex-wrap gap-2">
        {sources.map((source) => (
          <Button
            key={source.integrationId}
            variant={source === chosen ? "primary" : "secondary"}
            aria-pressed={source === chosen}
            onPress={() => onWithout(source === chosen ? null : source.integrationId)}
          >
            Without {source.name}
          </Button>
        ))}
      </div>
      {chosen ? <Without userId={explanation.user.id} at={at} source={chosen} explanation={explanation} /> : null}
    </section>
  );
}

function Without({ userId, at, source, explanation }: { userId: string; at: string | undefined; source: Source; explanation: Explanation }) {
  const then = useQuery(explanationQuery({ id: userId, at, without: source.integrationId }));
  if (then.isError) return <Banner tone="danger">{errorDetails(then.error).message}</Banner>;
  if (!then.data) return <Skeleton className="h-12 w-full" />;
  const now = new Map(explanation.fields.map(({ field, value }) => [field, value]));
  const different = then.data.fields.filter(({ field, value }) => (now.get(field) ?? null) !== value);
  if (different.length === 0) return <p>Nothing would change for this person: every value stays as it is.</p>;
  return (
    <ul aria-label={`Without ${source.name}`} className="divide-y divide-separator border-y border-separator">
      {different.map(({ field, label, value, sentence }) => (
        <li key={field} className="py-2">
          <p className="flex flex-wrap items-baseline gap-x-2 wrap-anywhere">
            <span className="text-muted">{label}</span>
            <span>
              <del className="text-muted decoration-1">
                <FieldValue field={field} value={now.get(field) ?? null} />
              </del>
              <span aria-hidden> → </span>
              <span className="sr-only"> would become </span>
              <FieldValue field={field} value={value} />
            </span>
          </p>
          <p className="text-xs text-muted">{sentence}</p>
        </li>
      ))}
    </ul>
  );
}
