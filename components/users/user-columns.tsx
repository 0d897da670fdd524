import type { Column } from "@/components/ui/data-table";
import { SourceMark } from "@/components/ui/source-mark";
import { StatusMark } from "@/components/ui/status-mark";
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
    render: ({ employeeStatus }) => <StatusMark status={employeeStatus} />,
  },
  { key: "title", header: "Title", isSecondary: true, render: ({ title }) => <span title={title ?? ""}>{title}</span> },
  { key: "department", header: "Department", isSecondary: true, render: ({ department }) => <span title={department ?? ""}>{department}</span> },
  { key: "sources", header: "Sources", width: "11.5rem", render: (user) => <UserSources user={user} /> },
];

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
          <StatusMark status={user.employeeStatus} />
        </span>
      </span>
      <span className="truncate text-xs text-muted">
        {[user.email ?? "No e-mail", user.department].filter((part) => part !== null).join(" · ")}
      </span>
    </>
  );
}
