import { AccountStatusMark } from "@/components/ui/account-status-mark";
import { Mono } from "@/components/ui/mono";
import { SourceMark } from "@/components/ui/source-mark";
import type { Account } from "@/lib/api/contract/users";

/** One account in three lines: where it is, who it says it is, and how it is. */
export function AccountLine({ account: { source, name, email, externalId, status, rawStatus } }: { account: Account }) {
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="inline-flex min-w-0 font-medium">
          <SourceMark connector={source.connector} name={source.name} />
        </span>
        <AccountStatusMark status={status} />
      </div>
      <p className="wrap-anywhere">{[name, email].filter((part) => part !== null).join(" · ") || "No name and no e-mail"}</p>
      <p className="text-xs text-muted">
        Id <Mono>{externalId}</Mono>, said as “<Mono>{rawStatus}</Mono>”
      </p>
    </div>
  );
}
