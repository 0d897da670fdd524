"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useState } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { UserDecisions } from "@/components/matching/user-decisions";
import { UserSessions } from "@/components/sessions/user-sessions";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { UserDetail } from "@/lib/api/contract/users";
import { ExplainDrawer } from "./explain-drawer";
import { personName } from "./person-name";
import { useWhyKey } from "./use-why-key";
import { UserAccounts } from "./user-accounts";
import { UserActions } from "./user-actions";
import { UserDialogs, type OpenDialog } from "./user-dialogs";
import { UserFields } from "./user-fields";
import { UserHistory } from "./user-history";
import { UserStatusLine } from "./user-status-line";
import { userQuery } from "./users-queries";

export function UserScreen({ userId }: { userId: string }) {
  const path = useOrganizationPath();
  const user = useQuery(userQuery(userId));
  const back = { href: path("/users"), label: "Lumos Users" };
  if (user.isError && !user.data)
    return (
      <Page title="User" back={back}>
        <ErrorState error={user.error} onRetry={() => user.refetch()} />
      </Page>
    );
  if (!user.data) return <UserSkeleton back={back} />;
  return <LoadedUser user={user.data} back={back} />;
}

function LoadedUser({ user, back }: { user: UserDetail; back: { href: string; label: string } }) {
  const [open, setOpen] = useState<OpenDialog>(null);
  const [why, setWhy] = useQueryState("why", parseAsString);
  const ask = useCallback((field: string) => void setWhy(field), [setWhy]);
  useWhyKey(ask);
  const field = (name: string) => user.fields.find((entry) => entry.field === name)?.value;
  const manager = field("manager");
  const about = [user.email, user.title, user.department, manager === undefined ? null : `reports to ${manager}`];
  const decide = (next: OpenDialog) => {
    void setWhy(null);
    setOpen(next);
  };
  return (
    <Page
      title={personName(user)}
      description={about.filter((part) => part !== null && part !== "").join(" · ")}
      back={back}
      actions={<UserActions user={user} onOpen={setOpen} />}
    >
      <div className="flex max-w-5xl flex-col gap-10">
        <UserStatusLine user={user} onWhy={ask} />
        <Section title="Fields" description="What we believe, and which source each value came from.">
          <UserFields user={user} onWhy={ask} />
        </Section>
        <Section title="Accounts" description="What every integration knows about this person.">
          <UserAccounts user={user} />
          <UserDecisions userId={user.id} />
        </Section>
        <UserSessions userId={user.id} name={personName(user)} />
        <Section title="History" description="Every change, the newest first, each with the run or the person that made it.">
          <UserHistory userId={user.id} />
        </Section>
      </div>
      <ExplainDrawer user={user} field={why} onClose={() => void setWhy(null)} onOpen={decide} />
      <UserDialogs user={user} open={open} onClose={() => setOpen(null)} />
    </Page>
  );
}

function UserSkeleton({ back }: { back: { href: string; label: string } }) {
  return (
    <Page title={<Skeleton className="h-7 w-56" />} description={<Skeleton className="h-5 w-80 max-w-full" />} back={back}>
      <div aria-busy="true" className="flex max-w-5xl flex-col gap-3">
        <Skeleton className="h-5 w-96 max-w-full" />
        {Array.from({ length: 8 }, (_, index) => (
          <Skeleton key={index} className="h-9 w-full" />
        ))}
      </div>
    </Page>
  );
}
