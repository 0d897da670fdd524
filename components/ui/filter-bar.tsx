"use client";

import { Dropdown } from "@heroui/react";
import { ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { SearchInput } from "./search-input";
import type { SelectOption } from "./select-field";

export interface Filter {
  readonly key: string;
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly SelectOption[];
  readonly onChange: (value: string | null) => void;
}

function FilterMenu({ filter }: { filter: Filter }) {
  return (
    <Dropdown>
      <Button>
        {filter.label}
        <ChevronDown aria-hidden className="size-4 text-muted" />
      </Button>
      <Dropdown.Popover placement="bottom start" className="max-h-80">
        <Dropdown.Menu
          aria-label={filter.label}
          selectionMode="single"
          selectedKeys={filter.value === null ? [] : [filter.value]}
          onSelectionChange={(keys) => {
            const [chosen] = [...keys];
            filter.onChange(chosen === undefined ? null : String(chosen));
          }}
        >
          {filter.options.map((option) => (
            <Dropdown.Item key={option.value} id={option.value} textValue={option.label}>
              <Dropdown.ItemIndicator />
              {option.label}
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}

function Chip({ filter }: { filter: Filter }) {
  const chosen = filter.options.find((option) => option.value === filter.value)?.label ?? filter.value;
  return (
    <li className="inline-flex h-7 max-w-full items-center gap-1 rounded-full border border-border bg-surface-secondary pl-3 text-xs">
      <span className="truncate">
        <span className="text-muted">{filter.label}:</span> {chosen}
      </span>
      <button
        type="button"
        aria-label={`Remove filter ${filter.label}: ${chosen}`}
        onClick={() => filter.onChange(null)}
        className="inline-flex size-7 shrink-0 cursor-pointer items-center justify-center rounded-full hover:bg-default focus-visible:outline-2 focus-visible:outline-focus"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}

/** Search and filters above a list; what is chosen stands below as chips that can be taken away one by one. */
export function FilterBar({
  search,
  filters = [],
  children,
}: {
  search?: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };
  filters?: readonly Filter[];
  children?: ReactNode;
}) {
  const active = filters.filter((filter) => filter.value !== null);
  return (
    <div role="search" className="flex flex-col gap-2 pb-3">
      <div className="flex flex-wrap items-center gap-2">
        {search ? <SearchInput {...search} /> : null}
        {filters
          .filter((filter) => filter.options.length > 0)
          .map((filter) => (
            <FilterMenu key={filter.key} filter={filter} />
          ))}
        {children}
      </div>
      {active.length > 0 ? (
        <ul aria-label="Filters in use" className="flex flex-wrap gap-1.5">
          {active.map((filter) => (
            <Chip key={filter.key} filter={filter} />
          ))}
        </ul>
      ) : null}
    </div>
  );
}
