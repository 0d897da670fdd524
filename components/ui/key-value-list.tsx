import type { ReactNode } from "react";

export interface KeyValue {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** Beside the value: where it came from. */
  readonly aside?: ReactNode;
}

export function KeyValueList({ items }: { items: readonly KeyValue[] }) {
  return (
    <dl className="divide-y divide-separator">
      {items.map((item) => (
        <div key={item.key} className="grid gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[10rem_minmax(0,1fr)_auto] sm:items-baseline">
          <dt className="text-muted">{item.label}</dt>
          <dd className="min-w-0 wrap-anywhere">{item.value}</dd>
          {item.aside ? <dd className="min-w-0 text-muted sm:justify-self-end">{item.aside}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
