"use client";

import { Mono } from "@/components/ui/mono";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusMark } from "@/components/ui/status-mark";
import { OverrideBadge } from "@/components/overrides/override-badge";
import { overrideOf } from "@/components/overrides/override-fields";
import { ROLE_WORDS } from "@/lib/core/access/roles";
import type { UserDetail } from "@/lib/api/contract/users";
import { signInWords } from "./status-words";
import { WhyButton } from "./why-button";

/** The status, what it means for sign-in, who says so and since when, as one sentence. */
export function UserStatusLine({ user, onWhy }: { user: UserDetail; onWhy: (field: string) => void }) {
  const { employeeStatus, isSourceless, signIn, role } = user;
  const override = overrideOf(user, "employeeStatus");
  return (
    <div className="flex flex-col gap-1 border-b border-separator pb-4">
      <p data-field="employeeStatus">
        <StatusMark status={employeeStatus} />
        <span> — {signInWords(employeeStatus)}. </span>
        <StatusReason user={user} isOverridden={override !== undefined} /> <WhyButton field="employeeStatus" onWhy={onWhy} />
      </p>
      {override ? <OverrideBadge override={override} /> : null}
      {isSourceless ? <p>Not in any current source. The last values are kept; no sync changes them.</p> : null}
      <p className="text-muted">
        {ROLE_WORDS[role].label} · {signIn.hasSignIn ? "has a password" : "has no password yet"} ·{" "}
        {signIn.openSessions === 0 ? "no open session" : signIn.openSessions === 1 ? "one open session" : `${String(signIn.openSessions)} open sessions`}
      </p>
    </div>
  );
}

function StatusReason({ user: { statusSource, statusChangedAt }, isOverridden }: { user: UserDetail; isOverridden: boolean }) {
  const since = <RelativeTime at={statusChangedAt} />;
  if (isOverridden) return <>Set by a person over all sources, since {since}.</>;
  if (statusSource)
    return (
      <>
        {statusSource.name} says “<Mono>{statusSource.rawStatus}</Mono>”, since {since}.
      </>
    );
  return <>No source decides it; it holds since {since}.</>;
}
