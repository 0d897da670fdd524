"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { StatusMark } from "@/components/ui/status-mark";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { counted } from "@/components/sync-runs/run-words";
import { FieldValue } from "@/components/users/field-value";
import type { MatchReview } from "@/lib/api/contract/matching";
import { AccountLine } from "./account-line";
import { ComparisonTable } from "./comparison-table";
import { KeyHint } from "./key-hint";

interface EvidenceProps {
  candidate: MatchReview["candidates"][number];
  /** From 1: the key that links to it. */
  place: number;
  /** Among several none is the main action. */
  isOnly: boolean;
  onLink: (() => void) | undefined;
}

/** One candidate beside the account: what agrees, what differs, and which accounts the person has already. */
export function CandidateEvidence({ candidate: { user, accounts, fields }, place, isOnly, onLink }: EvidenceProps) {
  const path = useOrganizationPath();
  return (
    <article aria-label={`Candidate ${user.name}`} className="flex min-w-0 flex-col gap-3 rounded-xl border border-border px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <Link href={path(`/users/${user.id}`)} className="font-medium wrap-anywhere hover:underline">
            {user.name}
          </Link>
          <StatusMark status={user.employeeStatus} />
        </div>
        {onLink ? (
          <Button variant={isOnly ? "primary" : "secondary"} onPress={onLink} {...(place <= 9 && { "aria-keyshortcuts": String(place) })}>
            Link to {user.name} {place <= 9 ? <KeyHint>{String(place)}</KeyHint> : null}
          </Button>
        ) : null}
      </div>
      <ComparisonTable
        label={`The account beside ${user.name}`}
        left="The account"
        right={user.name}
        rows={fields.map(({ field, label, account, user: value, agrees }) => ({
          key: field,
          label,
          left: account,
          right: value,
          agrees,
          render: (text: string | null) => <FieldValue field={field} value={text} />,
        }))}
      />
      <details>
        <summary className="w-fit cursor-pointer text-muted hover:text-foreground">
          {accounts.length === 0 ? "Has no account yet" : `Has ${counted(accounts.length, "account")}`}
        </summary>
        <ul className="mt-2 flex flex-col gap-3">
          {accounts.map((account) => (
            <li key={account.id}>
              <AccountLine account={account} />
            </li>
          ))}
        </ul>
      </details>
    </article>
  );
}
