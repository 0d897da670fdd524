"use client";

import Link from "next/link";
import { Mono } from "@/components/ui/mono";
import { RelativeTime } from "@/components/ui/relative-time";
import { SourceMark } from "@/components/ui/source-mark";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { ExplainedField, Voice } from "@/lib/api/contract/explain";
import { FieldValue } from "./field-value";

const PLACES = ["first", "second", "third"];
const askedWords = (rank: number | null): string => (rank === null ? "not asked" : `asked ${PLACES[rank - 1] ?? `as number ${String(rank)}`}`);

/** Who gave the value, then everybody who did not, in the order in which they are asked. */
export function Voices({ explained }: { explained: ExplainedField }) {
  const { winner, losers, field } = explained;
  return (
    <>
      {winner === null ? null : (
        <section aria-labelledby="explain-winner" className="flex flex-col gap-1">
          <h3 id="explain-winner" className="text-xs font-medium text-muted">
            Gives the value
          </h3>
          <div className="rounded-xl border border-status-active/40 bg-status-active/6 px-3 py-2.5">
            <VoiceLines voice={winner} field={field} />
          </div>
        </section>
      )}
      {losers.length === 0 ? null : (
        <section aria-labelledby="explain-losers" className="flex flex-col gap-1">
          <h3 id="explain-losers" className="text-xs font-medium text-muted">
            {winner === null ? "What every account says" : "Does not"}
          </h3>
          <ol className="divide-y divide-separator border-y border-separator">
            {losers.map((loser) => (
              <li key={loser.accountId} className="py-2.5">
                <VoiceLines voice={loser} field={field} />
                <p className="mt-0.5 wrap-anywhere">{loser.sentence}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function VoiceLines({ voice, field }: { voice: Voice; field: string }) {
  const path = useOrganizationPath();
  const { source, value, rawValue, changedAt, missingSince } = voice;
  const says = value === null && rawValue === null ? <span className="text-muted">no opinion</span> : <FieldValue field={field} value={value} />;
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <Link href={path(`/integrations/${source.integrationId}`)} className="inline-flex min-w-0 hover:underline">
          <SourceMark connector={source.connector} name={source.name} />
        </Link>
        <span className="min-w-0 font-medium wrap-anywhere">{says}</span>
      </div>
      <p className="text-xs text-muted wrap-anywhere">
        {askedWords(source.rank)}
        {rawValue !== null && rawValue !== value ? (
          <>
            , said as “<Mono>{rawValue}</Mono>”
          </>
        ) : null}
        , account <Mono>{voice.externalId}</Mono> changed <RelativeTime at={changedAt} />
        {missingSince === null ? null : (
          <>
            , missing since <RelativeTime at={missingSince} />
          </>
        )}
      </p>
    </>
  );
}
