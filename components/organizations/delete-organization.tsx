"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { May } from "@/components/shell/may";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DownloadLink } from "@/components/ui/download-link";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { api, apiQueries } from "@/lib/api/client";
import type { Organization } from "@/lib/api/contract/me";

function useOrganizationChange(change: () => Promise<Organization>, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (organization) => {
      queryClient.setQueryData(apiQueries.organizations.get.queryKey(), organization);
      onDone?.();
    },
  });
}

function DeleteDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const remove = useOrganizationChange(() => api.organizations.delete({ name: typed.trim() }), onClose);
  return (
    <Dialog isOpen onClose={onClose} title={`Delete ${name}?`}>
      <Form
        label="Delete Organization"
        onSubmit={() => remove.mutate()}
        error={remove.error}
        actions={
          <>
            <Button type="submit" variant="danger" isDisabled={typed.trim() !== name} isPending={remove.isPending}>
              Delete in seven days
            </Button>
            <Button variant="quiet" onPress={onClose}>
              Keep it
            </Button>
          </>
        }
      >
        <p>Everything goes on as it is for seven days, and any Admin can restore it. Then its people, accounts, settings and log are gone for good.</p>
        <TextField label={`Type ${name} to go on`} value={typed} onChange={setTyped} autoFocus />
      </Form>
    </Dialog>
  );
}

function Pending({ at }: { at: string }) {
  const restore = useOrganizationChange(() => api.organizations.restore(), () => toast("The Organization stays"));
  return (
    <Banner
      tone="danger"
      action={
        <Button isPending={restore.isPending} onPress={() => restore.mutate()}>
          Restore
        </Button>
      }
    >
      This Organization is deleted for good <RelativeTime at={at} />. {restore.error ? errorDetails(restore.error).message : "Until then any Admin can restore it."}
    </Banner>
  );
}

function Content({ organization }: { organization: Organization }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title="Export and delete" description="The file holds people, accounts, settings, runs and the activity log, and never a credential.">
      <div className="flex flex-col items-start gap-3">
        <DownloadLink href="/api/v1/organization/export">Export everything</DownloadLink>
        {organization.deleteAt === null ? (
          <Button variant="danger" onPress={() => setAsking(true)}>
            Delete this Organization
          </Button>
        ) : (
          <Pending at={organization.deleteAt} />
        )}
      </div>
      {isAsking ? <DeleteDialog name={organization.name} onClose={() => setAsking(false)} /> : null}
    </Section>
  );
}

/** At the bottom of the settings, for Admins: take everything along, and end the Organization with seven days to think better of it. */
export function DeleteOrganization() {
  const organization = useQuery(apiQueries.organizations.get.queryOptions());
  return <May permission="organization:delete">{organization.data ? <div className="mt-10"><Content organization={organization.data} /></div> : null}</May>;
}
