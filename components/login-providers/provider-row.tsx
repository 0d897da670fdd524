"use client";

import { useState } from "react";
import { May } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { Mark } from "@/components/ui/mark";
import { api } from "@/lib/api/client";
import { ChangeError } from "./change-error";
import type { Provider } from "./provider";
import { ProviderDialog } from "./provider-dialog";
import { TestLink } from "./test-link";
import { TestResult } from "./test-result";
import { useChange } from "./use-change";

function StateMark({ provider: { isOn, isTested } }: { provider: Provider }) {
  if (isOn) return <Mark shape="dot" tone="active">On</Mark>;
  return isTested ? <Mark shape="ring" tone="neutral">Off, tested</Mark> : <Mark shape="dashed" tone="suspended">Off, needs a test sign-in</Mark>;
}

function RemoveDialog({ provider, isOpen, onClose }: { provider: Provider; isOpen: boolean; onClose: () => void }) {
  const remove = useChange(() => api.loginProviders.remove({ id: provider.id }), onClose);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Remove ${provider.name}?`}
      actions={
        <>
          <Button variant="quiet" onPress={onClose}>
            Keep it
          </Button>
          <Button variant="danger" isPending={remove.isPending} onPress={() => remove.mutate()}>
            Remove provider
          </Button>
        </>
      }
    >
      <p>Whoever signed in by it is signed out, and has to be linked anew should you add it again.</p>
      <ChangeError error={remove.error} />
    </Dialog>
  );
}

export function ProviderRow({ provider, isJustTested }: { provider: Provider; isJustTested: boolean }) {
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const change = useChange(() => api.loginProviders.switch({ id: provider.id, isOn: !provider.isOn }));
  const close = () => setOpen(null);
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="flex min-w-0 flex-col">
          <span className="font-medium">{provider.name}</span>
          <span className="text-muted wrap-anywhere">{provider.issuer}</span>
          <StateMark provider={provider} />
        </span>
        <May permission="source-of-truth:update">
          <span className="flex flex-wrap gap-2">
            <TestLink id={provider.id} name={provider.name} />
            {provider.isTested || provider.isOn ? (
              <Button isPending={change.isPending} onPress={() => change.mutate()}>
                {provider.isOn ? "Switch off" : "Switch on"} <span className="sr-only">{provider.name}</span>
              </Button>
            ) : null}
            <Button variant="quiet" aria-label={`Edit ${provider.name}`} onPress={() => setOpen("edit")}>
              Edit
            </Button>
            <Button variant="quiet" aria-label={`Remove ${provider.name}`} onPress={() => setOpen("remove")}>
              Remove
            </Button>
          </span>
        </May>
      </div>
      <ChangeError error={change.error} />
      {provider.isOn ? null : (
        <div className="flex flex-col gap-2">
          <p className="text-muted">Enter this address at the provider as the redirect URI:</p>
          <CopyField label={`Redirect URI of ${provider.name}`} value={provider.redirectUri} />
        </div>
      )}
      {provider.testResult !== null && (isJustTested || !provider.isOn) ? <TestResult result={provider.testResult} /> : null}
      {provider.isOn ? (
        <div className="flex flex-col gap-2">
          <p className="text-muted">Leads people straight to it, for your portal or the provider&apos;s own page:</p>
          <CopyField label={`Sign-in address of ${provider.name}`} value={provider.startUri} />
        </div>
      ) : null}
      <ProviderDialog isOpen={open === "edit"} onClose={close} provider={provider} />
      <RemoveDialog provider={provider} isOpen={open === "remove"} onClose={close} />
    </li>
  );
}
