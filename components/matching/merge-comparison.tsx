import { counted } from "@/components/sync-runs/run-words";
import { FieldValue } from "@/components/users/field-value";
import { inFieldOrder } from "@/components/users/field-words";
import { fieldLabel } from "@/lib/core/users/field-label";
import { personName } from "@/components/users/person-name";
import type { UserDetail } from "@/lib/api/contract/users";
import { ComparisonTable } from "./comparison-table";

const valueOf = (user: UserDetail, field: string): string | null =>
  field === "employeeStatus" ? user.employeeStatus : (user.fields.find((entry) => entry.field === field)?.value ?? null);

/** Both Users side by side, and what becomes of the one who is not kept. */
export function MergeComparison({ kept, merged }: { kept: UserDetail; merged: UserDetail }) {
  const fields = new Set(["employeeStatus", ...kept.fields.map(({ field }) => field), ...merged.fields.map(({ field }) => field)]);
  const rows = inFieldOrder([...fields].map((field) => ({ field }))).map(({ field }) => ({
    key: field,
    label: fieldLabel(field),
    left: valueOf(kept, field),
    right: valueOf(merged, field),
    render: (value: string | null) => <FieldValue field={field} value={value} />,
  }));
  return (
    <div className="flex flex-col gap-2">
      <ComparisonTable
        label="Both Users side by side"
        left={`${personName(kept)}, kept`}
        right={`${personName(merged)}, merged`}
        rows={[...rows, { key: "accounts", label: "Accounts", left: String(kept.accounts.length), right: String(merged.accounts.length), render: (value) => value }]}
      />
      <p className="text-muted">
        {counted(merged.accounts.length, "account")}, the sign-in and the open sessions of {personName(merged)} move to {personName(kept)}; then the sources decide the
        values in their order. Ids and history stay, and the merge can be undone.
      </p>
    </div>
  );
}
