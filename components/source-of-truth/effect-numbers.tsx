import { Mark } from "@/components/ui/mark";
import type { PolicyPreview } from "@/lib/api/contract/source-of-truth";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { effectLines, fieldCounts, lockedOutNames, lostCount } from "./effect-words";

const SHOWN_FIELDS = 6;

interface NumbersProps {
  preview: PolicyPreview;
  policy: SourceOfTruthPolicy;
}

/** Numbers, then names: fields with their bars, who loses and regains sign-in, limits that a sync would be held for. */
export function EffectNumbers({ preview, policy }: NumbersProps) {
  const fields = fieldCounts(preview, policy.customFields);
  const lines = effectLines(preview);
  return (
    <div className="flex flex-col gap-3">
      {fields.length > 0 ? (
        <table aria-label="People by field" className="w-full border-collapse">
          <thead className="sr-only">
            <tr>
              <th scope="col">People</th>
              <th scope="col">Field</th>
              <th scope="col">Share</th>
            </tr>
          </thead>
          <tbody>
            {fields.slice(0, SHOWN_FIELDS).map(({ field, label, people, share }) => (
              <tr key={field}>
                <td className="tabular w-12 py-0.5 pr-2 text-right font-medium">{people.toLocaleString("en")}</td>
                <th scope="row" className="max-w-32 truncate py-0.5 pr-2 text-left font-normal" title={label}>
                  {label}
                </th>
                <td className="w-2/5 py-0.5">
                  <span
                    aria-hidden
                    className="block h-1.5 rounded-full bg-accent"
                    style={{ width: `${String(Math.max(3, Math.round(share * 100)))}%` }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {fields.length > SHOWN_FIELDS ? <p className="text-xs text-muted">and {fields.length - SHOWN_FIELDS} more fields</p> : null}
      <SignIn preview={preview} />
      {lines.length > 0 ? (
        <ul className="tabular flex flex-col gap-0.5">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
      {preview.exceeded.length > 0 ? (
        <div>
          <Mark shape="triangle" tone="suspended">
            A sync of this would wait for a person
          </Mark>
          {preview.exceeded.map(({ limit, message }) => (
            <p key={limit} className="text-xs text-muted">
              {message}
            </p>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function SignIn({ preview }: { preview: PolicyPreview }) {
  const lost = lostCount(preview);
  if (lost === 0) return preview.usersChanged > 0 ? <p className="text-muted">Nobody loses sign-in.</p> : null;
  return (
    <div>
      <p className="wrap-anywhere">
        <span className="font-medium text-status-failed">
          {lost.toLocaleString("en")} {lost === 1 ? "loses" : "lose"} sign-in:
        </span>{" "}
        {lockedOutNames(preview)}
      </p>
      {preview.lockedOut.some(({ isAdmin, isYou }) => isAdmin || isYou) ? null : <p className="text-muted">No Admin is locked out.</p>}
    </div>
  );
}
