import { Mono } from "@/components/ui/mono";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusMark } from "@/components/ui/status-mark";
import type { UserDetail } from "@/lib/api/contract/users";
import { signInWords } from "./status-words";

/** The status, what it means for sign-in, who says so and since when, as one sentence. */
export function UserStatusLine({ user }: { user: UserDetail }) {
  const { employeeStatus, statusSource, statusChangedAt, isSourceless, signIn, role } = user;
  return (
    <div className="flex flex-col gap-1 border-b border-separator pb-4">
      <p>
        <StatusMark status={employeeStatus} />
        <span> — {signInWords(employeeStatus)}. </span>
        {statusSource ? (
          <>
            {statusSource.name} says “<Mono>{statusSource.rawStatus}</Mono>”, since <RelativeTime at={statusChangedAt} />.
          </>
        ) : (
          <>
            No source decides it; it holds since <RelativeTime at={statusChangedAt} />.
          </>
        )}
      </p>
      {isSourceless ? <p>Not in any current source. The last values are kept; no sync changes them.</p> : null}
      <p className="text-muted">
        {role === "ADMIN" ? "Admin" : "User"} · {signIn.hasSignIn ? "has a password" : "has no password yet"} ·{" "}
        {signIn.openSessions === 0 ? "no open session" : signIn.openSessions === 1 ? "one open session" : `${String(signIn.openSessions)} open sessions`}
      </p>
    </div>
  );
}
