"use client";

import Link from "next/link";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { errorDetails } from "@/components/ui/error-details";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page";
import { useUnsavedGuard } from "@/components/ui/use-unsaved-guard";
import type { Integration } from "@/lib/api/contract/integrations";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";
import { AddSourceMenu } from "./add-source-menu";
import { ConflictBanner } from "./conflict-banner";
import { RemovedSources } from "./removed-sources";
import { putBack } from "./source-order";
import { offeredSources, peopleWords, toSourceRows } from "./source-row";
import { SyncAllChangesButton } from "./sync-all-changes-button";
import { SyncAllChangesDialog } from "./sync-all-changes-dialog";
import { SyncRunBanner } from "./sync-run-banner";
import { useSaveOrder } from "./use-save-order";
import { useSourceDraft } from "./use-source-draft";
import { UserSourcesList } from "./user-sources-list";
import { VersionsList } from "./versions-list";

interface EditorProps {
  base: string;
  saved: SourceOfTruth;
  integrations: readonly Integration[];
}

export function SourceOfTruthEditor({ base, saved, integrations }: EditorProps) {
  const draft = useSourceDraft(saved);
  const [announcement, setAnnouncement] = useState("");
  const [isDialogOpen, setDialogOpen] = useState(false);
  const [startedRunId, setStartedRunId] = useState<string | null>(null);
  const [seenRunId, setSeenRunId] = useState(saved.activeSyncRunId);
  if (saved.activeSyncRunId !== null && saved.activeSyncRunId !== seenRunId) setSeenRunId(saved.activeSyncRunId);
  useUnsavedGuard(draft.isDirty);
  const save = useSaveOrder((next) => {
    draft.reset();
    setAnnouncement(`Version ${next.version} is saved.`);
    if (next.needsSync) setDialogOpen(true);
  });

  const known = toSourceRows(saved.userSources, integrations);
  const rowsOf = (ids: readonly string[]) => ids.flatMap((id) => known.get(id) ?? []);
  const savedOrder = saved.userSources.map((source) => source.integrationId);
  const rows = rowsOf(draft.order);
  const removed = rowsOf(savedOrder.filter((id) => !draft.order.includes(id)));
  const edit = (order: readonly string[], words: string) => {
    save.reset();
    draft.edit(order);
    setAnnouncement(words);
  };
  const addSource = (id: string, name: string) => edit([...draft.order, id], `${name} was added as number ${draft.order.length + 1}.`);
  const addMenu = <AddSourceMenu offered={offeredSources(draft.order, integrations)} base={base} onAdd={addSource} />;
  const runId = startedRunId ?? saved.activeSyncRunId ?? seenRunId;
  const needsSync = saved.needsSync && saved.activeSyncRunId === null;
  const failure = save.error && errorDetails(save.error).code !== "conflict" ? errorDetails(save.error) : null;

  return (
    <Page
      title="User Sources"
      description="Every account in these apps becomes a Lumos User. Where a person is in several, the first listed wins name, e-mail and status."
      isForm
      actions={
        <>
          {draft.isDirty ? (
            <Button variant="quiet" onPress={draft.reset}>
              Discard changes
            </Button>
          ) : null}
          <Button
            variant="primary"
            isPending={save.isPending}
            isDisabled={!draft.isDirty || draft.isConflict}
            onPress={() => save.mutate({ version: draft.baseVersion, order: draft.order })}
          >
            Save
          </Button>
        </>
      }
      banner={
        <>
          {draft.isConflict ? <ConflictBanner saved={saved} onLoadTheirs={draft.reset} onKeepMine={draft.rebase} /> : null}
          {failure ? <Banner tone="danger">{failure.message} Your order is still here and not saved.</Banner> : null}
          {runId !== null ? <SyncRunBanner syncRunId={runId} base={base} /> : null}
          {needsSync && !draft.isDirty ? (
            <Banner tone="accent" action={<SyncAllChangesButton base={base} onStarted={setStartedRunId} />}>
              Version {saved.version} is saved and waits to be synced.{" "}
              {saved.appliedVersion === null ? "No User follows it yet." : `Users follow version ${saved.appliedVersion} until then.`}
            </Banner>
          ) : null}
        </>
      }
    >
      <p role="status" className="sr-only">
        {announcement}
      </p>
      {rows.length > 0 ? (
        <UserSourcesList rows={rows} base={base} onChange={edit} />
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
        <RemovedSources
          rows={removed}
          onPutBack={(id) => edit(putBack(draft.order, id, savedOrder), `${known.get(id)?.name ?? "The source"} is back.`)}
        />
        <div className="flex flex-wrap items-center justify-between gap-3">
          {rows.length > 0 ? addMenu : <span />}
          {saved.sourcelessUsers > 0 ? (
            <Link href={`${base}/users?sourceless=true`} className="text-muted underline-offset-2 hover:text-foreground hover:underline">
              Not in any current source: {peopleWords(saved.sourcelessUsers)} →
            </Link>
          ) : null}
        </div>
      </div>
      <VersionsList />
      <SyncAllChangesDialog isOpen={isDialogOpen} onClose={() => setDialogOpen(false)} onStarted={setStartedRunId} sourceOfTruth={saved} />
    </Page>
  );
}
