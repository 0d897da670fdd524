import { AccountStatusMark } from "@/components/ui/account-status-mark";
import { Mono } from "@/components/ui/mono";
import { StatusMark } from "@/components/ui/status-mark";
import type { Connector } from "@/lib/api/contract/integrations";
import { toEmployeeStatus } from "@/lib/core/users/employee-status";

/** The provider's word, the account status it means, and the Employee Status that follows. */
export function StatusMapTable({ connector: { name, statusMap } }: { connector: Connector }) {
  return (
    <table aria-label={`Status map of ${name}`} className="w-full border-collapse text-left">
        <thead>
          <tr className="h-9 border-b border-border text-xs font-medium text-muted">
            <th scope="col" className="pr-3 font-medium">
              {name} says
            </th>
            <th scope="col" className="px-3 font-medium">
              Account status
            </th>
            <th scope="col" className="px-3 font-medium">
              Employee Status
            </th>
            <th scope="col" className="hidden pl-3 font-medium sm:table-cell">
              Note
            </th>
          </tr>
        </thead>
        <tbody>
          {statusMap.map(({ raw, status, note }) => {
            const employeeStatus = toEmployeeStatus(status);
            return (
              <tr key={raw} className="h-10 border-b border-separator">
                <td className="py-1.5 pr-3">
                  <Mono>{raw}</Mono>
                  {note === undefined ? null : <span className="block text-xs text-muted sm:hidden">{note}</span>}
                </td>
                <td className="px-3 py-1.5">
                  <AccountStatusMark status={status} />
                </td>
                <td className="px-3 py-1.5">{employeeStatus === undefined ? <span className="text-muted">No opinion</span> : <StatusMark status={employeeStatus} />}</td>
                <td className="hidden py-1.5 pl-3 text-muted sm:table-cell">{note}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
  );
}
