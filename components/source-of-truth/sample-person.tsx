"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { StatusMark } from "@/components/ui/status-mark";
import { personName } from "@/components/users/person-name";
import { UserPicker } from "@/components/users/user-picker";
import type { UserRow } from "@/components/users/users-queries";
import { apiQueries } from "@/lib/api/client";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { fieldLabel } from "@/lib/core/users/field-label";
import { sampleValues } from "./sample-values";
import type { SectionProps } from "./section-props";

/** One real person under the policy in hand, worked out in the browser from the very definition that a sync follows. */
export function SamplePerson({ policy, known }: { policy: SourceOfTruthPolicy; known: SectionProps["known"] }) {
  const [chosen, setChosen] = useState<UserRow | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const first = useQuery(apiQueries.users.list.queryOptions({ input: { limit: 1 } }));
  const row = chosen ?? first.data?.items[0] ?? null;
  if (row === null) return null;
  return (
    <div className="pt-3">
      <Callout title={`For example: ${personName(row)}`}>
        <Values id={row.id} policy={policy} known={known} />
        {isChoosing ? (
          <UserPicker
            label="Somebody else"
            chosen={chosen}
            onChoose={(user) => {
              setChosen(user);
              setChoosing(false);
            }}
          />
        ) : (
          <Button variant="quiet" className="mt-1 -ml-2" onPress={() => setChoosing(true)}>
            Somebody else
          </Button>
        )}
      </Callout>
    </div>
  );
}

function Values({ id, policy, known }: { id: string; policy: SourceOfTruthPolicy; known: SectionProps["known"] }) {
  const user = useQuery(apiQueries.users.get.queryOptions({ input: { id } }));
  if (!user.data) return <p>{user.isError ? "This person could not be read." : "Reading"}</p>;
  const { employeeStatus, values } = sampleValues(user.data, policy, new Date());
  return (
    <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-0.5">
      <dt>Employee Status</dt>
      <dd>
        <StatusMark status={employeeStatus} />
      </dd>
      {values.map(({ field, value, was, integrationId }) => (
        <div key={field} className="contents">
          <dt className="truncate">{fieldLabel(field, policy.customFields)}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {was === null || was === value ? null : <del className="decoration-1">{was}</del>}
            {was === null || was === value ? null : <span aria-hidden> → </span>}
            <span className="text-foreground">{value === "" ? "empty" : value}</span>
            {integrationId === null ? null : <span> · {known.get(integrationId)?.name ?? "kept"}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
