"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { UserDetail } from "@/lib/api/contract/users";
import { personName } from "./person-name";
import { RoleDialog } from "./role-dialog";
import { SignInLinkDialog } from "./sign-in-link-dialog";
import { UserAccounts } from "./user-accounts";
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
  const [open, setOpen] = useState<"role" | "link" | null>(null);
  const field = (name: string) => user.fields.find((entry) => entry.field === name)?.value;
  const manager = field("manager");
  const about = [user.email, user.title, user.department, manager === undefined ? null : `reports to ${manager}`];
  return (
    <Page
      title={personName(user)}
      description={about.filter((part) => part !== null && part !== "").join(" · ")}
      back={back}
      actions={
        <>
          <Button onPress={() => setOpen("role")}>{user.role === "ADMIN" ? "Take the Admin role" : "Make Admin"}</Button>
          <Button variant="primary" onPress={() => setOpen("link")}>
            Create sign-in link
          </Button>
        </>
      }
    >
      <div className="flex max-w-5xl flex-col gap-10">
        <UserStatusLine user={user} />
        <Section title="Fields" description="What we believe, and which source each value came from.">
          <UserFields user={user} />
        </Section>
        <Section title="Accounts" description="What every integration knows about this person.">
          <UserAccounts user={user} />
        </Section>
        <Section title="History" description="Every change, the newest first.">
          <UserHistory userId={user.id} />
        </Section>
      </div>
      <RoleDialog user={user} isOpen={open === "role"} onClose={() => setOpen(null)} />
      <SignInLinkDialog user={user} isOpen={open === "link"} onClose={() => setOpen(null)} />
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
