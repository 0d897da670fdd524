"use client";

import { EllipsisVertical, GripVertical, SlidersHorizontal } from "lucide-react";
import { useRef } from "react";
import { GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import { ActionMenu, type MenuAction } from "@/components/ui/action-menu";
import { Button } from "@/components/ui/button";
import { SourceMark } from "@/components/ui/source-mark";
import type { UserSourceSettings } from "@/lib/core/source-of-truth";
import { SourceHealth, SourceTrouble } from "./source-health";
import { moveBeside, moveBy } from "./source-order";
import { peopleWords, type SourceRow } from "./source-row";
import { settingsWords } from "./source-settings-words";

interface ListProps {
  rows: readonly (SourceRow & { readonly settings: UserSourceSettings })[];
  base: string;
  onChange: (order: readonly string[], announcement: string) => void;
  /** The order that letting go would make while a row is in the hand; null once it is not. */
  onHand: (order: readonly string[] | null) => void;
  onRemove: (id: string) => void;
  onSettings: (id: string) => void;
  settingsOf: string | null;
}

/** The ordered list: by hand, by keyboard on the handle, or by the row's menu; each way does the same. */
export function UserSourcesList({ rows, base, onChange, onHand, onRemove, onSettings, settingsOf }: ListProps) {
  const held = useRef<ReadonlySet<string>>(new Set());
  const order = rows.map((row) => row.id);
  const nameOf = (id: string) => rows.find((row) => row.id === id)?.name ?? "";
  const announce = (next: readonly string[], id: string) =>
    onChange(next, `${nameOf(id)} is number ${next.indexOf(id) + 1} of ${next.length}.`);
  const { dragAndDropHooks } = useDragAndDrop({
    onDragStart: ({ keys }) => {
      held.current = new Set([...keys].map(String));
    },
    onDropEnter: ({ target }) => {
      if (target.type !== "item" || target.dropPosition === "on") return;
      onHand(moveBeside(order, held.current, String(target.key), target.dropPosition));
    },
    onDragEnd: () => onHand(null),
    getItems: (keys) => [...keys].map((key) => ({ "text/plain": nameOf(String(key)) })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition === "on") return;
      const dragged = new Set([...keys].map(String));
      const [first] = dragged;
      if (first !== undefined) announce(moveBeside(order, dragged, String(target.key), target.dropPosition), first);
    },
  });
  const actionsOf = (row: SourceRow, index: number): readonly MenuAction[] => [
    { id: "up", label: "Move up", isDisabled: index === 0, onAction: () => announce(moveBy(order, row.id, -1), row.id) },
    { id: "down", label: "Move down", isDisabled: index === rows.length - 1, onAction: () => announce(moveBy(order, row.id, 1), row.id) },
    { id: "open", label: "Open integration", href: `${base}/integrations/${row.id}` },
    {
      id: "remove",
      label: "Remove from the list…",
      isDanger: true,
      onAction: () => onRemove(row.id),
    },
  ];
  return (
    <GridList
      aria-label="User Sources, the first listed first"
      items={rows.map((row, index) => ({ ...row, index }))}
      dragAndDropHooks={dragAndDropHooks}
      keyboardNavigationBehavior="tab"
      className="overflow-clip rounded-xl border border-border [&_.react-aria-DropIndicator[data-drop-target]]:relative [&_.react-aria-DropIndicator[data-drop-target]]:z-10 [&_.react-aria-DropIndicator[data-drop-target]]:h-0 [&_.react-aria-DropIndicator[data-drop-target]]:outline-[1.5px] [&_.react-aria-DropIndicator[data-drop-target]]:outline-accent"
    >
      {(row) => (
        <GridListItem
          id={row.id}
          textValue={row.name}
          className="group flex items-start gap-1.5 border-b border-separator bg-background py-2 pr-2 pl-1 last:border-b-0 data-[dragging]:opacity-50 data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2 data-[focus-visible]:outline-focus"
        >
          <Button slot="drag" variant="quiet" isIconOnly aria-label={`Reorder ${row.name}`} className="cursor-grab text-muted">
            <GripVertical aria-hidden />
          </Button>
          <span className="tabular w-6 shrink-0 py-1.5 text-center font-semibold" aria-label={`Number ${row.index + 1}`}>
            {row.index + 1}
          </span>
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 py-1.5 sm:grid sm:grid-cols-[minmax(0,1fr)_6.5rem_8.5rem]">
            <div className="flex w-full min-w-0 items-center font-medium">
              <SourceMark connector={row.connector} name={row.name} />
            </div>
            <span className="tabular text-muted sm:text-right">{peopleWords(row.people)}</span>
            <span>
              <SourceHealth row={row} />
            </span>
            <div className="w-full empty:hidden sm:col-span-3">
              <SettingsLine settings={row.settings} />
              <SourceTrouble row={row} base={base} />
            </div>
          </div>
          <Button
            variant="quiet"
            isIconOnly
            aria-label={`Settings of ${row.name}`}
            aria-expanded={settingsOf === row.id}
            onPress={() => onSettings(row.id)}
          >
            <SlidersHorizontal aria-hidden className="size-4" />
          </Button>
          <ActionMenu
            label={`Actions for ${row.name}`}
            variant="quiet"
            trigger={<EllipsisVertical aria-hidden className="size-4" />}
            actions={actionsOf(row, row.index)}
          />
        </GridListItem>
      )}
    </GridList>
  );
}

/** Where a source has another say than usual, its row says so. */
function SettingsLine({ settings }: { settings: UserSourceSettings }) {
  const words = settingsWords(settings);
  return words.length > 0 ? <p className="mt-0.5 text-xs text-muted">{words.join(" · ")}</p> : null;
}
