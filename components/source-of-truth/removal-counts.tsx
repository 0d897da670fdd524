"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { apiQueries } from "@/lib/api/client";
import { peopleWords, type SourceRow } from "./source-row";

/** "Of its 1,198 people, 1,184 follow another source and 14 are in none". */
export function RemovalCounts({ row, listed }: { row: SourceRow; listed: readonly string[] }) {
  const counts = useQuery({
    ...apiQueries.sourceOfTruth.countRemoval.queryOptions({ input: { integrationId: row.id, remaining: [...listed] } }),
    placeholderData: keepPreviousData,
  });
  if (!counts.data) {
    return (
      <p>
        Of its {peopleWords(row.people)}, those in another source follow that one.
      </p>
    );
  }
  const { people, elsewhere, nowhere } = counts.data;
  return (
    <dl className="tabular grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
      <Line count={people} words={people === 1 ? "person is in it" : "people are in it"} />
      <Line count={elsewhere} words="of them handed over to the next source that has them" />
      <Line
        count={nowhere}
        words="of them in no other"
      />
    </dl>
  );
}

function Line({ count, words }: { count: number; words: string }) {
  return (
    <>
      <dt className="text-right font-medium text-foreground">{count.toLocaleString("en")}</dt>
      <dd>{words}</dd>
    </>
  );
}
