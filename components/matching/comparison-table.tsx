import { Check, X } from "lucide-react";
import type { ReactNode } from "react";

export interface ComparedRow {
  readonly key: string;
  readonly label: string;
  readonly left: string | null;
  readonly right: string | null;
  /** Null where one of the two says nothing; worked out from the values where it is left out. */
  readonly agrees?: boolean | null;
  readonly render: (value: string | null) => ReactNode;
}

const agreement = ({ agrees, left, right }: ComparedRow): boolean | null =>
  agrees === undefined ? (left === null || right === null ? null : left === right) : agrees;

/** Two sides of the same question; where they differ is marked by a shape, a word for assistive technology and a tone. */
export function ComparisonTable({ label, left, right, rows }: { label: string; left: ReactNode; right: ReactNode; rows: readonly ComparedRow[] }) {
  return (
    <table aria-label={label} className="w-full table-fixed border-collapse text-left text-xs sm:text-sm">
      <thead>
        <tr className="border-b border-border text-xs text-muted">
          <th scope="col" className="w-[28%] py-1.5 pr-2 font-medium sm:w-[26%]">
            Field
          </th>
          <th scope="col" className="py-1.5 pr-2 font-medium wrap-anywhere">
            {left}
          </th>
          <th scope="col" className="py-1.5 pr-2 font-medium wrap-anywhere">
            {right}
          </th>
          <th scope="col" className="w-6 py-1.5">
            <span className="sr-only">Do they agree?</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const agrees = agreement(row);
          return (
            <tr key={row.key} className={agrees === false ? "border-b border-separator bg-status-suspended/8" : "border-b border-separator"}>
              <th scope="row" className="py-1.5 pr-2 align-top font-normal text-muted wrap-anywhere">
                {row.label}
              </th>
              <td className="py-1.5 pr-2 align-top wrap-anywhere">{row.render(row.left)}</td>
              <td className="py-1.5 pr-2 align-top wrap-anywhere">{row.render(row.right)}</td>
              <td className="py-1.5 align-top">
                <Agreement agrees={agrees} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Agreement({ agrees }: { agrees: boolean | null }) {
  if (agrees === null) return <span className="sr-only">Cannot be compared</span>;
  const Icon = agrees ? Check : X;
  return (
    <>
      <Icon aria-hidden className={agrees ? "size-4 text-status-active" : "size-4 text-status-suspended"} />
      <span className="sr-only">{agrees ? "Agree" : "Differ"}</span>
    </>
  );
}
