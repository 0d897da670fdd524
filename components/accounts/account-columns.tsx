"use client";

import Link from "next/link";
import { AccountStatusMark } from "@/components/ui/account-status-mark";
import type { Column } from "@/components/ui/data-table";
import { Mark } from "@/components/ui/mark";
import { Mono } from "@/components/ui/mono";
import { RelativeTime } from "@/components/ui/relative-time";
import { SourceMark } from "@/components/ui/source-mark";
import { StatusMark } from "@/components/ui/status-mark";
import { AccountMenu } from "@/components/matching/account-menu";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Account } from "@/lib/api/contract/users";
import { linkSentence } from "./link-words";

const accountName = ({ name, email, externalId }: Account): string => name ?? email ?? externalId;

export function useAccountColumns(): readonly Column<Account>[] {
  const path = useOrganizationPath();
  return [
    {
      key: "name",
      header: "Account",
      width: "17%",
      render: (account) => (
        <span title={`${accountName(account)}, id ${account.externalId}`} className="font-medium">
          {accountName(account)}
        </span>
      ),
    },
    { key: "email", header: "E-mail", isSecondary: true, render: ({ email }) => <span title={email ?? ""}>{email ?? ""}</span> },
    {
      key: "source",
      header: "Integration",
      width: "14%",
      render: ({ source }) => (
        <Link href={path(`/integrations/${source.integrationId}`)} className="hover:underline">
          <SourceMark connector={source.connector} name={source.name} />
        </Link>
      ),
    },
    { key: "status", header: "Account status", width: "17%", render: (account) => <AccountStatus account={account} /> },
    { key: "user", header: "User", width: "22%", render: (account) => <Owner account={account} href={(id) => path(`/users/${id}`)} reviews={path("/reviews/matching")} /> },
    { key: "changedAt", header: "Changed", width: "7.5rem", align: "end", isSecondary: true, render: ({ changedAt }) => <RelativeTime at={changedAt} /> },
    { key: "menu", header: "Decisions", isHeaderHidden: true, width: "3.5rem", align: "end", render: (account) => <AccountMenu account={account} /> },
  ];
}

function AccountStatus({ account: { status, rawStatus, missingSince } }: { account: Account }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      {missingSince === null ? (
        <AccountStatusMark status={status} />
      ) : (
        <Mark shape="diamond" tone="quarantined">
          Missing
        </Mark>
      )}
      <span className="min-w-0 truncate text-muted" title={`In its own words: ${rawStatus}`}>
        <Mono>{rawStatus}</Mono>
      </span>
    </span>
  );
}

function Owner({ account, href, reviews }: { account: Account; href: (userId: string) => string; reviews: string }) {
  if (account.user)
    return (
      <span className="flex min-w-0 items-center justify-between gap-2">
        <Link href={href(account.user.id)} className="min-w-0 truncate hover:underline" title={`${account.user.name}. ${linkSentence(account.linkRule)}`}>
          {account.user.name}
        </Link>
        <span className="shrink-0">
          <StatusMark status={account.user.employeeStatus} />
        </span>
      </span>
    );
  if (account.needsReview)
    return (
      <Link href={reviews} className="hover:underline">
        <Mark shape="diamond" tone="quarantined">
          Waits for review
        </Mark>
      </Link>
    );
  return <span className="text-muted">{account.kind === "SERVICE" ? "None, a service account" : "None"}</span>;
}

export function MobileAccountRow({ account }: { account: Account }) {
  return (
    <>
      <span className="flex min-w-0 items-center justify-between gap-3">
        <span className="truncate font-medium">{accountName(account)}</span>
        <span className="shrink-0">
          <AccountStatusMark status={account.status} />
        </span>
      </span>
      <span className="truncate text-xs text-muted">
        {account.source.name} · {account.user?.name ?? (account.needsReview ? "waits for review" : "no User")}
      </span>
    </>
  );
}
