"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { useState } from "react";
import { ActionMenu, type MenuAction } from "@/components/ui/action-menu";
import { errorDetails } from "@/components/ui/error-details";
import { toast } from "@/components/ui/toast";
import { apiQueries } from "@/lib/api/client";
import { NewOrganizationDialog } from "./new-organization-dialog";

export interface OrganizationRef {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

/** Switching changes the session's Organization, so the page is loaded anew: nothing of the other one stays in memory. */
export function OrganizationSwitcher({ organization }: { organization: OrganizationRef }) {
  const [isCreating, setCreating] = useState(false);
  const me = useQuery(apiQueries.me.get.queryOptions());
  const change = useMutation(
    apiQueries.me.switchOrganization.mutationOptions({
      onSuccess: (chosen) => window.location.assign(`/${chosen.slug}`),
      onError: (error) => toast(errorDetails(error).message, { tone: "danger" }),
    }),
  );
  const organizations = me.data?.organizations ?? [organization];
  const actions: MenuAction[] = organizations.map((each) => ({
    id: each.id,
    label: each.name,
    icon: <Check aria-hidden className={each.id === organization.id ? "size-4" : "invisible size-4"} />,
    onAction: () => each.id !== organization.id && change.mutate({ organizationId: each.id }),
  }));
  return (
    <>
      <ActionMenu
        label={`Organization: ${organization.name}. Switch Organization`}
        variant="quiet"
        className="h-9 w-full justify-between px-2.5 font-semibold"
        trigger={
          <>
            <span className="min-w-0 truncate">{organization.name}</span>
            <ChevronsUpDown aria-hidden className="size-4 text-muted" />
          </>
        }
        actions={[
          ...actions,
          { id: "new", label: "New Organization", icon: <Plus aria-hidden className="size-4" />, onAction: () => setCreating(true) },
        ]}
      />
      <NewOrganizationDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </>
  );
}
