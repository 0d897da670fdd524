"use client";

import Link from "next/link";
import { AccountStatusMark } from "@/components/ui/account-status-mark";
import { Mark } from "@/components/ui/mark";
import { Mono } from "@/components/ui/mono";
import { RelativeTime } from "@/components/ui/relative-time";
import { SourceMark } from "@/components/ui/source-mark";
import { linkSentence } from "@/components/accounts/link-words";
import { AccountMenu } from "@/components/matching/account-menu";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Account, UserDetail } from "@/lib/api/contract/users";

/** One row an account: its place in User Sources, our status beside the provider's word, and why it belongs here. */
export function UserAccounts({ user }: { user: UserDetail }) {
  if (user.accounts.length === 0) return <p className="text-muted">No integration knows this person. The User was made here.</p>;
  return (
    <ul className="divide-y divide-separator border-y border-separator">
      {user.accounts.map((account) => (
        <li key={account.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 py-3 sm:grid-cols-[minmax(10rem,15rem)_minmax(0,13rem)_minmax(0,1fr)_auto]">
          <AccountSource account={account} />
          <div className="col-start-1 min-w-0 sm:col-start-auto">
            <AccountStatusMark status={account.status} />
            <p className="text-xs text-muted">
              said as “<Mono>{account.rawStatus}</Mono>”
            </p>
          </div>
          <div className="col-span-2 min-w-0 sm:col-span-1">
            <p className="wrap-anywhere">{[account.name, account.email].filter((part) => part !== null).join(" · ")}</p>
            <p className="text-xs text-muted wrap-anywhere">
              {linkSentence(account.linkRule)} Id <Mono>{account.externalId}</Mono>, changed <RelativeTime at={account.changedAt} />.
            </p>
            {account.missingSince === null ? null : (
              <p className="text-xs">
                <Mark shape="diamond" tone="quarantined">
                  Missing since
                </Mark>{" "}
                <RelativeTime at={account.missingSince} />: its source no longer returns it.
              </p>
            )}
          </div>
          <div className="col-start-2 row-start-1 justify-self-end sm:col-start-auto">
            <AccountMenu account={account} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function AccountSource({ account: { source, kind } }: { account: Account }) {
  const path = useOrganizationPath();
  return (
    <div className="min-w-0">
      <Link href={path(`/integrations/${source.integrationId}`)} className="inline-flex max-w-full hover:underline">
        <SourceMark connector={source.connector} name={source.name} />
      </Link>
      <p className="text-xs text-muted">
        {source.rank === null ? "Not a User Source" : `User Source ${String(source.rank)}`}
        {kind === "SERVICE" ? " · service account" : ""}
      </p>
    </div>
  );
}
