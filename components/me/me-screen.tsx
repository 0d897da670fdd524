"use client";

import { useQuery } from "@tanstack/react-query";
import { LeaveOrganization } from "@/components/organizations/leave-organization";
import { MySessions } from "@/components/sessions/my-sessions";
import { Callout } from "@/components/ui/callout";
import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { StatusMark } from "@/components/ui/status-mark";
import { apiQueries } from "@/lib/api/client";
import { ROLE_WORDS } from "@/lib/core/access/roles";
import type { Me } from "@/lib/api/contract/me";

const NONE = <span className="text-muted">None</span>;

const itemsOf = (me: Me) => [
  { key: "name", label: "Name", value: [me.givenName, me.familyName].filter(Boolean).join(" ") || NONE },
  { key: "email", label: "E-mail", value: me.email ?? NONE },
  { key: "status", label: "Employee Status", value: <StatusMark status={me.employeeStatus} /> },
  { key: "organization", label: "Organization", value: me.organization.name },
  { key: "role", label: "Role", value: me.roles.map((role) => ROLE_WORDS[role].label).join(", ") },
];

/** Who I am here; the only page of somebody who is no Admin. */
export function MeScreen() {
  const me = useQuery(apiQueries.me.get.queryOptions());
  return (
    <Page title="My account" description="What your Organization knows you as." isForm>
      {me.error ? <ErrorState error={me.error} onRetry={me.refetch} /> : null}
      {me.isPending ? <Skeleton className="h-52 w-full" /> : null}
      {me.data ? (
        <>
          <KeyValueList items={itemsOf(me.data)} />
          <div className="mt-6 flex flex-col gap-10">
            <Callout title="Where these values come from">
              They follow the systems that {me.data.organization.name} named as its Source of Truth, such as its HR system or its directory.
              If something is wrong, have it changed there: it arrives here with the next sync.
            </Callout>
            <div>
              <LinkButton href={`/${me.data.organization.slug}/me/security`}>Sign-in and security</LinkButton>
            </div>
            <MySessions />
            <LeaveOrganization name={me.data.organization.name} />
          </div>
        </>
      ) : null}
    </Page>
  );
}
