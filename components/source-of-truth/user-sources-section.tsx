"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { apiQueries } from "@/lib/api/client";
import type { Integration } from "@/lib/api/contract/integrations";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";
import { restoreSource } from "@/lib/core/restore-source";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { AddSourceMenu } from "./add-source-menu";
import { orderOf, withOrder, withSourceSettings } from "./policy-draft";
import { RemovedSources } from "./removed-sources";
import { nameOf, type SectionProps } from "./section-props";
import { offeredSources, peopleWords } from "./source-row";
import { SourceSettings } from "./source-settings";
import { SourcesAnswers } from "./sources-answers";
import { UserSourcesList } from "./user-sources-list";

interface SourcesProps extends SectionProps {
  saved: SourceOfTruth;
  savedPolicy: SourceOfTruthPolicy;
  integrations: readonly Integration[];
  /** What letting go of the row in the hand would make; null when the hand is empty. */
  onHand: (policy: SourceOfTruthPolicy | null) => void;
}

/** The ordered list of sources with what each may do, what leaves it, and the questions people ask about it. */
export function UserSourcesSection({ saved, savedPolicy, integrations, onHand, ...props }: SourcesProps) {
  const { policy, known, base, onEdit } = props;
  const [settingsOf, setSettingsOf] = useState<string | null>(null);
  const order = orderOf(policy);
  const rows = policy.userSources.flatMap((settings) => {
    const row = known.get(settings.integrationId);
    return row ? [{ ...row, settings }] : [];
  });
  const reorder = (next: readonly string[], words: string) => onEdit(withOrder(policy, next), words);
  const former = useQuery(apiQueries.sourceOfTruth.formerSources.queryOptions()).data?.items ?? [];
  const addMenu = (
    <AddSourceMenu
      offered={offeredSources(order, integrations)}
      former={former}
      base={base}
      onRestore={({ integrationId, name, policy: then }) => onEdit(restoreSource(policy, then, integrationId), `${name} is back with its settings.`)}
      onAdd={(id, name) => reorder([...order, id], `${name} was added as number ${String(order.length + 1)}.`)}
    />
  );
  const open = rows.find(({ id }) => id === settingsOf);
  return (
    <Section
      title="User Sources"
      description="Every account in these apps becomes a Lumos User. Where a person is in several, the first listed wins name, e-mail and status."
    >
      {rows.length > 0 ? (
        <UserSourcesList
          rows={rows}
          base={base}
          settingsOf={settingsOf}
          onSettings={(id) => setSettingsOf(settingsOf === id ? null : id)}
          onHand={(next) => onHand(next === null ? null : withOrder(policy, next))}
          onChange={reorder}
          onRemove={(id) =>
            reorder(
              order.filter((each) => each !== id),
              `${nameOf(known, id)} will be removed when you save.`,
            )
          }
        />
      ) : (
        <EmptyState
          title="No User Sources yet"
          action={
            integrations.length === 0 ? (
              <LinkButton variant="primary" href={`${base}/integrations`}>
                Connect an app
              </LinkButton>
            ) : (
              addMenu
            )
          }
        >
          Add the system that knows your people best, such as your HR system. Its people become your Lumos Users.
        </EmptyState>
      )}
      <div className="mt-3 flex flex-col gap-3">
        {open ? (
          <SourceSettings
            row={open}
            settings={open.settings}
            onChange={(changed, words) => onEdit(withSourceSettings(policy, open.id, changed), words)}
            onClose={() => setSettingsOf(null)}
          />
        ) : null}
        <RemovedSources {...props} savedPolicy={savedPolicy} former={former} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          {rows.length > 0 ? addMenu : <span />}
          {saved.sourcelessUsers > 0 ? (
            <Link href={`${base}/users?sourceless=true`} className="text-muted underline-offset-2 hover:text-foreground hover:underline">
              Not in any current source: {peopleWords(saved.sourcelessUsers)} →
            </Link>
          ) : null}
        </div>
        <SourcesAnswers base={base} sourceless={saved.sourcelessUsers} />
      </div>
    </Section>
  );
}
