"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { ActionMenu } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { moveBy } from "./source-order";

interface OrderEditorProps {
  label: string;
  order: readonly string[];
  nameOf: (id: string) => string;
  onChange: (order: readonly string[], words: string) => void;
  /** What may join; without it the list is complete. */
  offered?: readonly { readonly id: string; readonly name: string }[];
  addLabel?: string;
  /** At least this many stay. */
  least?: number;
  /** Beside a name, such as a tick. */
  extra?: (id: string) => ReactNode;
}

/** A short order by buttons: first to last, each with its number. */
export function OrderEditor({ label, order, nameOf, onChange, offered = [], addLabel = "Add", least = 0, extra }: OrderEditorProps) {
  const move = (id: string, steps: number) => {
    const next = moveBy(order, id, steps);
    onChange(next, `${nameOf(id)} is number ${String(next.indexOf(id) + 1)} of ${String(next.length)}.`);
  };
  return (
    <div className="flex flex-col items-start gap-2">
      {order.length > 0 ? (
        <ol aria-label={label} className="w-full divide-y divide-separator border-y border-separator">
          {order.map((id, index) => (
            <li key={id} className="flex flex-wrap items-center gap-x-2 py-1">
              <span className="tabular w-5 text-center font-semibold">{index + 1}</span>
              <span className="min-w-0 flex-1 basis-32 truncate">{nameOf(id)}</span>
              {extra?.(id)}
              <span className="flex">
                <Button
                  variant="quiet"
                  isIconOnly
                  aria-label={`Move ${nameOf(id)} up`}
                  isDisabled={index === 0}
                  onPress={() => move(id, -1)}
                >
                  <ArrowUp aria-hidden className="size-4" />
                </Button>
                <Button
                  variant="quiet"
                  isIconOnly
                  aria-label={`Move ${nameOf(id)} down`}
                  isDisabled={index === order.length - 1}
                  onPress={() => move(id, 1)}
                >
                  <ArrowDown aria-hidden className="size-4" />
                </Button>
                <Button
                  variant="quiet"
                  isIconOnly
                  aria-label={`Remove ${nameOf(id)}`}
                  isDisabled={order.length <= least}
                  onPress={() =>
                    onChange(
                      order.filter((each) => each !== id),
                      `${nameOf(id)} was removed.`,
                    )
                  }
                >
                  <X aria-hidden className="size-4" />
                </Button>
              </span>
            </li>
          ))}
        </ol>
      ) : null}
      {offered.length > 0 ? (
        <ActionMenu
          label={addLabel}
          align="start"
          trigger={
            <>
              <Plus aria-hidden className="size-4" />
              {addLabel}
            </>
          }
          actions={offered.map(({ id, name }) => ({ id, label: name, onAction: () => onChange([...order, id], `${name} was added.`) }))}
        />
      ) : null}
    </div>
  );
}
