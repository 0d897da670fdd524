"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { May, useMay } from "@/components/shell/may";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { Button } from "@/components/ui/button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import { StatusMark } from "@/components/ui/status-mark";
import { apiQueries } from "@/lib/api/client";
import type { RoleHolder } from "@/lib/api/contract/access";
import { ROLE_WORDS, ROLES } from "@/lib/core/access/roles";
import { ChangeRoleDialog } from "./change-role-dialog";
import { InviteDialog } from "./invite-dialog";

const roleText = ({ role, integrations }: RoleHolder): string =>
  integrations.length === 0 ? ROLE_WORDS[role].label : `${ROLE_WORDS[role].label} of ${integrations.map(({ name }) => name).join(", ")}`;

function SignIn({ holder }: { holder: RoleHolder }) {
  if (holder.hasSignIn) return <StatusMark status={holder.employeeStatus} />;
  if (holder.invitedUntil === null) return <span className="text-muted">No way to sign in yet</span>;
  return (
    <span className="text-muted">
      Invited, ends <RelativeTime at={holder.invitedUntil} />
    </span>
  );
}

function Holders({ onChange }: { onChange: (holder: RoleHolder) => void }) {
  const path = useOrganizationPath();
  const mayChange = useMay("role:manage");
  const holders = useQuery(apiQueries.roles.list.queryOptions());
  const change = (holder: RoleHolder) => (
    <Button variant="quiet" aria-label={`Change the role of ${holder.name}`} onPress={() => onChange(holder)}>
      Change
    </Button>
  );
  const name = (holder: RoleHolder) => (
    <Link href={path(`/users/${holder.id}`)} className="underline-offset-2 hover:underline">
      {holder.name}
    </Link>
  );
  const columns: readonly Column<RoleHolder>[] = [
    { key: "name", header: "Person", render: name },
    { key: "email", header: "E-mail", isSecondary: true, render: (holder) => holder.email ?? "" },
    { key: "role", header: "Role", render: roleText },
    { key: "status", header: "Sign-in", render: (holder) => <SignIn holder={holder} /> },
    ...(mayChange ? [{ key: "change", header: "Change", isHeaderHidden: true, width: "6rem", align: "end", render: change } as const] : []),
  ];
  if (holders.error) return <ErrorState error={holders.error} onRetry={holders.refetch} />;
  return (
    <DataTable
      label="People with a role"
      columns={columns}
      rows={holders.data?.items ?? []}
      isLoading={holders.isPending}
      mobile={(holder) => (
        <div className="flex items-center justify-between gap-2">
          <span className="min-w-0">
            <span className="block truncate">{name(holder)}</span>
            <span className="block truncate text-xs text-muted">{roleText(holder)}</span>
          </span>
          {mayChange ? change(holder) : null}
        </div>
      )}
      empty={<EmptyState title="Nobody has a role">Everybody sees only their own page.</EmptyState>}
    />
  );
}

/** Who may do what here. The last Admin is kept by the server, whatever is asked. */
export function PeopleAndRoles() {
  const [isInviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<RoleHolder | null>(null);
  return (
    <Page
      title="People & roles"
      description="Who may do more than see their own page."
      actions={
        <May permission="role:manage">
          <Button variant="primary" onPress={() => setInviting(true)}>
            Invite a person
          </Button>
        </May>
      }
    >
      <div className="flex flex-col gap-10">
        <Holders onChange={setChanging} />
        <Section title="What the roles mean" description="A change counts at the person's next request.">
          <dl className="max-w-[72ch] divide-y divide-border">
            {ROLES.map((role) => (
              <div key={role} className="grid gap-x-4 py-2 sm:grid-cols-[10rem_1fr]">
                <dt className="font-medium">{ROLE_WORDS[role].label}</dt>
                <dd className="text-muted">{ROLE_WORDS[role].meaning}</dd>
              </div>
            ))}
          </dl>
        </Section>
      </div>
      {isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
      {changing ? <ChangeRoleDialog person={changing} onClose={() => setChanging(null)} /> : null}
    </Page>
  );
}
