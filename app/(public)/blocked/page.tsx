import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { PlainPage } from "@/components/shell/plain-page";
import { SignOutLink } from "@/components/sign-in/sign-out-link";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusMark } from "@/components/ui/status-mark";
import { readBlockedTicket } from "@/lib/auth/blocked-ticket";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { visitorOf, type BlockedView } from "@/lib/auth/visitor";

export const metadata: Metadata = { title: "Access is off" };

async function whyBlocked(ticket: string | string[] | undefined): Promise<BlockedView | null> {
  const byTicket = typeof ticket === "string" ? await readBlockedTicket(ticket) : null;
  if (byTicket) return byTicket;
  const visitor = await visitorOf(new Headers(await headers()));
  return visitor.kind === "blocked" ? visitor.blocked : null;
}

function whyOf(employeeStatus: EmployeeStatus, isAwaitingSync: boolean, organizationName: string): string {
  if (employeeStatus === "STAGED") return "Your account is prepared and not switched on yet.";
  if (isAwaitingSync && employeeStatus === "ACTIVE") {
    return `${organizationName} was brought back from a backup. You can sign in again as soon as its sources have said who works there now.`;
  }
  return "You cannot sign in while your status is like this. Your account and its history are kept.";
}

/** DOMAIN rule 11: access is off, which status, since when, whom to ask; nothing else of the Organization. */
export default async function BlockedPage({ searchParams }: { searchParams: Promise<{ ticket?: string | string[] }> }) {
  const blocked = await whyBlocked((await searchParams).ticket);
  if (!blocked) redirect("/");
  const { organizationName, contact, employeeStatus, since, isAwaitingSync } = blocked;
  return (
    <PlainPage title="Your access is off" eyebrow={organizationName}>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-2">
        <dt className="text-muted">Status</dt>
        <dd>
          <StatusMark status={employeeStatus} />
        </dd>
        <dt className="text-muted">Since</dt>
        <dd>
          <RelativeTime at={since.toISOString()} />
        </dd>
        <dt className="text-muted">Ask</dt>
        <dd className="wrap-anywhere">{contact ?? `whoever looks after accounts at ${organizationName}`}</dd>
      </dl>
      <p className="text-muted">
        {whyOf(employeeStatus, isAwaitingSync, organizationName)}
      </p>
      <div>
        <SignOutLink />
      </div>
    </PlainPage>
  );
}
