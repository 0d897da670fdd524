import type { ReactNode } from "react";
import type { Column } from "@/components/ui/data-table";
import { SourceMark } from "@/components/ui/source-mark";
import { StatusMark } from "@/components/ui/status-mark";
import { OverriddenMark } from "@/components/overrides/overridden-mark";
import type { UserRow } from "./users-queries";
import { personName } from "./person-name";

const NONE = <span className="text-muted">None</span>;

export const USER_COLUMNS: readonly Column<UserRow>[] = [
  { key: "name", header: "Name", sortKey: "name", width: "19%", render: (user) => <span title={personName(user)}>{personName(user)}</span> },
  { key: "email", header: "E-mail", sortKey: "email", width: "23%", render: ({ email }) => (email === null ? NONE : <span title={email}>{email}</span>) },
  {
    key: "employeeStatus",
    header: "Employee Status",
    sortKey: "statusChangedAt",
    width: "9.5rem",
    render: (user) => <Overridable user={user} field="employeeStatus"><StatusMark status={user.employeeStatus} /></Overridable>,
  },
  { key: "title", header: "Title", isSecondary: true, render: (user) => <Overridable user={user} field="title"><span title={user.title ?? ""}>{user.title}</span></Overridable> },
  { key: "department", header: "Department", isSecondary: true, render: (user) => <Overridable user={user} field="department"><span title={user.department ?? ""}>{user.department}</span></Overridable> },
  { key: "sources", header: "Sources", width: "11.5rem", render: (user) => <UserSources user={user} /> },
];

/** A value that a person set over all sources has a mark; who, why and until when stands on the person's page. */
function Overridable({ user, field, children }: { user: UserRow; field: string; children: ReactNode }) {
  if (!user.overridden.includes(field)) return children;
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-2">
      <span className="min-w-0 truncate">{children}</span>
      <OverriddenMark />
    </span>
  );
}

/** The first listed source by its name, further ones as a number. */
function UserSources({ user }: { user: UserRow }) {
  const [first, ...others] = user.sources;
  if (!first) return <span className="text-muted">Not in any current source</span>;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <SourceMark connector={first.connector} name={first.name} />
      {others.length > 0 ? (
        <span className="tabular shrink-0 text-xs text-muted" title={others.map(({ name }) => name).join(", ")}>
          +{others.length}
        </span>
      ) : null}
    </span>
  );
}

export function MobileUserRow({ user }: { user: UserRow }) {
  return (
    <>
      <span className="flex min-w-0 items-center justify-between gap-3">
        <span className="truncate font-medium">{personName(user)}</span>
        <span className="shrink-0">
          <Overridable user={user} field="employeeStatus">
            <StatusMark status={user.employeeStatus} />
          </Overridable>
        </span>
      </span>
      <span className="truncate text-xs text-muted">
        {[user.email ?? "No e-mail", user.department].filter((part) => part !== null).join(" · ")}
      </span>
    </>
  );
}
