"use client";

import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Session } from "@/lib/api/contract/access";
import { deviceName } from "./device-name";

const MEANS_WORDS: Readonly<Record<string, string>> = {
  password: "by password",
  passkey: "by passkey",
  "login-provider": "by Login Provider",
  "break-glass": "by emergency access",
};

const meansWord = (means: string): string => MEANS_WORDS[means] ?? `by ${means}`;

/** Where somebody is signed in, the session used last first. */
export function SessionList({ sessions, showOrganization, action }: { sessions: readonly Session[]; showOrganization?: boolean; action: (session: Session) => ReactNode }) {
  return (
    <ul className="divide-y divide-border">
      {sessions.map((session) => (
        <li key={session.id} className="flex items-center justify-between gap-4 py-2.5">
          <div className="min-w-0">
            <p className="truncate">
              {deviceName(session.userAgent)}
              {session.isThis ? <span className="text-muted"> · this browser</span> : null}
            </p>
            <p className="text-xs text-muted">
              {showOrganization ? `${session.organization.name} · ` : ""}
              {meansWord(session.means)}
              {session.address === null ? "" : ` from ${session.address}`} · began <RelativeTime at={session.startedAt} /> · last seen{" "}
              <RelativeTime at={session.lastSeenAt} />
            </p>
          </div>
          {action(session)}
        </li>
      ))}
    </ul>
  );
}
