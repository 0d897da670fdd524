"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { Drawer } from "@/components/ui/drawer";
import { ErrorState } from "@/components/ui/error-state";
import { MomentField } from "@/components/ui/moment-field";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { overrideOf } from "@/components/overrides/override-fields";
import type { ExplainedField, Explanation } from "@/lib/api/contract/explain";
import type { UserDetail } from "@/lib/api/contract/users";
import { LastChange } from "./last-change";
import { FieldValue } from "./field-value";
import { fieldLabel } from "@/lib/core/users/field-label";
import { personName } from "./person-name";
import type { OpenDialog } from "./user-dialogs";
import { explanationQuery } from "./users-queries";
import { Voices } from "./voices";
import { WhatIf } from "./what-if";

interface DrawerProps {
  user: UserDetail;
  /** Closed without one. */
  field: string | null;
  onClose: () => void;
  onOpen: (open: OpenDialog) => void;
}

/** Why a value is what it is: now or at another time, with every source or without one. */
export function ExplainDrawer({ user, field, onClose, onOpen }: DrawerProps) {
  const [at, setAt] = useState<string | null>(null);
  const [without, setWithout] = useState<string | null>(null);
  const query = useQuery({ ...explanationQuery({ id: user.id, at: at ?? undefined }), enabled: field !== null, placeholderData: keepPreviousData });
  const explained = query.data?.fields.find((entry) => entry.field === field);
  const close = () => {
    setAt(null);
    setWithout(null);
    onClose();
  };
  return (
    <Drawer
      isOpen={field !== null}
      onClose={close}
      title={`Why this ${explained?.label ?? fieldLabel(field ?? "")}?`}
      description={
        <>
          {personName(user)}, {at === null ? "as things stand now" : "as of then"}
          {query.data?.policyVersion == null ? "" : `, by version ${String(query.data.policyVersion)} of the Source of Truth`}
        </>
      }
      actions={field === null || at !== null ? null : <DecideButtons user={user} field={field} onOpen={onOpen} />}
    >
      <div className="flex flex-col gap-5 py-2" aria-busy={query.isFetching}>
        {query.isError && !query.data ? <ErrorState error={query.error} onRetry={() => query.refetch()} /> : null}
        {query.isPending ? <DrawerSkeleton /> : null}
        {query.data && !explained ? <p>Nothing is known of this field{at === null ? "" : " at that time"}. No source has ever given it.</p> : null}
        {query.data && explained ? (
          <>
            <Answer explained={explained} isNow={at === null} />
            <Voices explained={explained} />
            <LastChange explained={explained} />
            <WhatIf explained={explained} explanation={query.data} at={at ?? undefined} without={without} onWithout={setWithout} />
          </>
        ) : null}
        {query.data ? <AsOf explanation={query.data} at={at} onAt={setAt} /> : null}
      </div>
    </Drawer>
  );
}

function DecideButtons({ user, field, onOpen }: { user: UserDetail; field: string; onOpen: (open: OpenDialog) => void }) {
  const mayOverride = useMay("user:manage");
  const override = overrideOf(user, field);
  if (!mayOverride) return null;
  return (
    <>
      {override ? <Button onPress={() => onOpen({ kind: "lift", override })}>Lift the override</Button> : null}
      <Button onPress={() => onOpen({ kind: "override", field })}>{override ? "Replace the override" : "Override this value"}</Button>
    </>
  );
}

function Answer({ explained, isNow }: { explained: ExplainedField; isNow: boolean }) {
  const { field, value, storedValue, sentence, override } = explained;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-base font-medium wrap-anywhere">
        <FieldValue field={field} value={value} />
      </p>
      {override === null ? (
        <p className="wrap-anywhere">{sentence}</p>
      ) : (
        <Banner tone="accent">
          <p>
            Set by {override.owner?.name ?? "a former Admin"} <RelativeTime at={override.createdAt} />
            {override.expiresAt === null ? ", until somebody lifts it." : <>, until <RelativeTime at={override.expiresAt} />.</>}
          </p>
          <p className="wrap-anywhere">“{override.reason}”</p>
        </Banner>
      )}
      {isNow && storedValue !== value ? (
        <Banner tone="warning">
          The User still has <FieldValue field={field} value={storedValue} />. The next sync that applies changes it.
        </Banner>
      ) : null}
    </div>
  );
}

function AsOf({ explanation, at, onAt }: { explanation: Explanation; at: string | null; onAt: (at: string | null) => void }) {
  const now = new Date().toISOString();
  const isTooEarly = at !== null && at < explanation.evidenceSince;
  return (
    <section aria-label="At another time" className="flex flex-col gap-2 border-t border-separator pt-4">
      <MomentField
        label="As of"
        value={at}
        onChange={onAt}
        min={explanation.evidenceSince}
        max={now}
        help={
          <>
            What it was at another time, and why. Evidence begins <RelativeTime at={explanation.evidenceSince} />.
          </>
        }
        error={isTooEarly ? "Before the first evidence of this person." : undefined}
      />
      {at === null ? null : (
        <div>
          <Button onPress={() => onAt(null)}>Back to now</Button>
        </div>
      )}
    </section>
  );
}

function DrawerSkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <Skeleton className="h-6 w-40" />
      <Skeleton className="h-5 w-full" />
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
