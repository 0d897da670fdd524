"use client";

import { useMemo, useState } from "react";
import { LoginProvidersSection } from "@/components/login-providers/login-providers-section";
import { May, useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Page } from "@/components/ui/page";
import { useUnsavedGuard } from "@/components/ui/use-unsaved-guard";
import type { Integration } from "@/lib/api/contract/integrations";
import type { SourceOfTruth } from "@/lib/api/contract/source-of-truth";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { CustomFieldsSection } from "./custom-fields-section";
import { DatesSection } from "./dates-section";
import { EditorBanners } from "./editor-banners";
import { EffectPanel } from "./effect-panel";
import { FieldOrdersSection } from "./field-orders-section";
import { LimitsSection } from "./limits-section";
import { MatchingSection } from "./matching-section";
import { PolicyFileSection } from "./policy-file-section";
import { SaveDialog } from "./save-dialog";
import type { SectionProps } from "./section-props";
import { toSourceRows } from "./source-row";
import { StatusMapsSection } from "./status-maps-section";
import { StatusPolicySection } from "./status-policy-section";
import { useFollowedRun } from "./use-followed-run";
import { usePolicyDraft } from "./use-policy-draft";
import { usePreview } from "./use-preview";
import { useSavePolicy } from "./use-save-policy";
import { UserSourcesSection } from "./user-sources-section";
import { VersionsList } from "./versions-list";

interface EditorProps {
  base: string;
  saved: SourceOfTruth;
  integrations: readonly Integration[];
}

export function SourceOfTruthEditor({ base, saved, integrations }: EditorProps) {
  const draft = usePolicyDraft(saved);
  const mayEdit = useMay("source-of-truth:update");
  const [inHand, setInHand] = useState<SourceOfTruthPolicy | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const [isDialogOpen, setDialogOpen] = useState(false);
  const [syncError, setSyncError] = useState<unknown>(null);
  const run = useFollowedRun(saved);
  const known = useMemo(() => toSourceRows(saved.userSources, integrations), [saved.userSources, integrations]);
  useUnsavedGuard(draft.isDirty);
  const isWaiting = saved.needsSync && saved.activeSyncRunId === null;
  const shown = inHand ?? (draft.isDirty || isWaiting ? draft.policy : null);
  const effect = usePreview(draft.baseVersion, draft.isConflict || !mayEdit ? null : shown);
  const save = useSavePolicy((outcome) => {
    draft.reset();
    setDialogOpen(false);
    setSyncError(outcome.syncError);
    if (outcome.syncRunId !== null) run.follow(outcome.syncRunId);
    setAnnouncement(`Version ${String(outcome.saved.version)} is saved.`);
    // What becomes of people now stands above the sources, wherever the edit was made.
    window.scrollTo({ top: 0 });
  });
  const edit = (policy: SourceOfTruthPolicy, words?: string) => {
    save.reset();
    draft.edit(policy);
    if (words !== undefined) setAnnouncement(words);
  };
  const sections: SectionProps = { policy: draft.policy, known, base, onEdit: edit };
  const listed = draft.policy.userSources.flatMap(({ integrationId, isEnabled }) => (isEnabled ? (known.get(integrationId) ?? []) : []));
  const namesOf = (isReadable: boolean) => listed.flatMap(({ name, state }) => ((state === "connected") === isReadable ? [name] : []));
  const isConflict = save.error !== null && errorDetails(save.error).code === "conflict";

  return (
    <Page
      title="Source of Truth"
      description="Which systems decide who your people are, and what they may do."
      isSplit
      actions={
        <>
          {draft.isDirty ? (
            <Button variant="quiet" onPress={draft.reset}>
              Discard changes
            </Button>
          ) : null}
          <May permission="source-of-truth:update">
            <Button variant="primary" isDisabled={!draft.isDirty || draft.isConflict} onPress={() => setDialogOpen(true)}>
              Save
            </Button>
          </May>
        </>
      }
      banner={<EditorBanners saved={saved} draft={draft} base={base} runId={run.id} syncError={syncError} onStarted={run.follow} />}
    >
      <p role="status" className="sr-only">
        {announcement}
      </p>
      <div className="gap-8 xl:grid xl:grid-cols-[minmax(0,45rem)_minmax(18rem,20rem)] xl:items-start">
        <fieldset disabled={!mayEdit} className="flex min-w-0 flex-col gap-12 max-xl:max-w-[720px] max-xl:pb-24">
          <UserSourcesSection {...sections} saved={saved} savedPolicy={draft.savedPolicy} integrations={integrations} onHand={setInHand} />
          <FieldOrdersSection {...sections} />
          <CustomFieldsSection {...sections} />
          <StatusPolicySection {...sections} />
          <StatusMapsSection {...sections} />
          <MatchingSection {...sections} />
          <LimitsSection {...sections} />
          <DatesSection {...sections} />
          <LoginProvidersSection base={base} />
          <VersionsList
            newest={saved.version}
            onTake={(policy, version) => edit(policy, `Version ${String(version)} is in your hand; its effect stands beside the list.`)}
          />
          <PolicyFileSection onTake={(policy) => edit(policy, "The file is in your hand; its effect stands beside the list.")} />
        </fieldset>
        {mayEdit ? (
          <EffectPanel
            effect={shown === null ? null : effect}
            title={
              draft.isDirty || inHand !== null || !isWaiting
                ? "Effect of this change"
                : `Effect of version ${String(saved.version)}, saved and not synced`
            }
            policy={shown ?? draft.policy}
            savedPolicy={draft.savedPolicy}
            known={known}
            base={base}
          />
        ) : null}
      </div>
      <SaveDialog
        isOpen={isDialogOpen && !isConflict}
        onClose={() => setDialogOpen(false)}
        effect={effect}
        policy={draft.policy}
        readable={namesOf(true)}
        unreadable={namesOf(false)}
        isSaving={save.isPending}
        error={isConflict ? null : save.error}
        onSave={(then) => save.mutate({ version: draft.baseVersion, policy: draft.policy, then })}
      />
    </Page>
  );
}
