import type { PolicyDiff } from "@/lib/api/contract/source-of-truth";

/** In what two policies differ, one sentence each. */
export function DifferenceList({ title, differences }: { title: string; differences: PolicyDiff["differences"] }) {
  return (
    <div>
      <p className="text-xs font-medium text-muted">{title}</p>
      {differences.length === 0 ? (
        <p>Nothing</p>
      ) : (
        <ul className="list-disc pl-4">
          {differences.map(({ path, words }) => (
            <li key={`${path} ${words}`} className="wrap-anywhere">
              {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
