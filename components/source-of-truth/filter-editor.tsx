"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChoiceField } from "@/components/ui/choice-field";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { apiQueries } from "@/lib/api/client";
import { FILTER_FIELDS, FILTER_OPERATORS, type SourceFilter } from "@/lib/core/source-of-truth";
import { filterFieldLabel, needsValue, OPERATOR_WORDS } from "./source-settings-words";

type Condition = SourceFilter["conditions"][number];

const FRESH: Condition = { field: "department", operator: "is", value: "" };
const MOST_CONDITIONS = 20;
const FIELDS = FILTER_FIELDS.map((value) => ({ value, label: filterFieldLabel(value) }));
const OPERATORS = FILTER_OPERATORS.map((value) => ({ value, label: OPERATOR_WORDS[value] }));
const EFFECTS = [
  { value: "include", label: "Only accounts where" },
  { value: "exclude", label: "All accounts but those where" },
] as const;

const isWhole = ({ operator, value }: Condition) => !needsValue(operator) || value.trim() !== "";

/** Which accounts of a source count, with how many that are. A condition without its value waits and changes nothing. */
export function FilterEditor({
  integrationId,
  name,
  filter,
  onChange,
}: {
  integrationId: string;
  name: string;
  filter: SourceFilter | null;
  onChange: (filter: SourceFilter | null) => void;
}) {
  const [shown, setShown] = useState<SourceFilter | null>(filter);
  const edit = (next: SourceFilter | null) => {
    setShown(next);
    const whole = next?.conditions.filter(isWhole) ?? [];
    onChange(next === null || whole.length === 0 ? null : { ...next, conditions: whole });
  };
  if (shown === null) {
    return (
      <div>
        <h4 className="font-medium">Filter</h4>
        <p className="text-muted">Every account of {name} counts.</p>
        <Button className="mt-2" onPress={() => edit({ effect: "include", match: "all", conditions: [FRESH] })}>
          <Plus aria-hidden className="size-4" />
          Add a filter
        </Button>
      </div>
    );
  }
  const { conditions } = shown;
  const put = (index: number, changed: Partial<Condition>) =>
    edit({ ...shown, conditions: conditions.map((each, at) => (at === index ? { ...each, ...changed } : each)) });
  const drop = (index: number) => (conditions.length === 1 ? edit(null) : edit({ ...shown, conditions: conditions.toSpliced(index, 1) }));
  return (
    <div className="flex flex-col gap-3">
      <h4 className="font-medium">Filter</h4>
      <ChoiceField
        isLabelHidden
        label="Which accounts count"
        choices={EFFECTS}
        value={shown.effect}
        onChange={(effect) => edit({ ...shown, effect })}
      />
      <ul className="flex flex-col gap-2">
        {conditions.map((condition, index) => (
          <ConditionRow
            key={index}
            number={index + 1}
            condition={condition}
            onChange={(changed) => put(index, changed)}
            onRemove={() => drop(index)}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button isDisabled={conditions.length >= MOST_CONDITIONS} onPress={() => edit({ ...shown, conditions: [...conditions, FRESH] })}>
          <Plus aria-hidden className="size-4" />
          Add a condition
        </Button>
        {conditions.length > 1 ? (
          <Button variant="quiet" onPress={() => edit({ ...shown, match: shown.match === "all" ? "any" : "all" })}>
            {shown.match === "all" ? "All of them must hold" : "One of them is enough"}
          </Button>
        ) : null}
        <Button variant="quiet" onPress={() => edit(null)}>
          Remove the filter
        </Button>
      </div>
      <FilterEffect integrationId={integrationId} filter={filter} />
    </div>
  );
}

function ConditionRow({
  number,
  condition,
  onChange,
  onRemove,
}: {
  number: number;
  condition: Condition;
  onChange: (changed: Partial<Condition>) => void;
  onRemove: () => void;
}) {
  const field = FILTER_FIELDS.find((each) => each === condition.field) ?? "department";
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2 sm:grid-cols-[minmax(0,1fr)_9rem_minmax(0,1fr)_auto]">
      <SelectField
        label={`Field of condition ${String(number)}`}
        isLabelHidden
        options={FIELDS}
        value={field}
        onChange={(value) => onChange({ field: FILTER_FIELDS.find((each) => each === value) ?? field })}
      />
      <div className="col-start-1 sm:col-start-auto">
        <SelectField
          label={`Comparison of condition ${String(number)}`}
          isLabelHidden
          options={OPERATORS}
          value={condition.operator}
          onChange={(value) => onChange({ operator: FILTER_OPERATORS.find((each) => each === value) ?? condition.operator })}
        />
      </div>
      <div className="col-start-1 min-h-9 sm:col-start-auto">
        {needsValue(condition.operator) ? (
          <TextField
            label={`Value of condition ${String(number)}`}
            isLabelHidden
            maxLength={500}
            value={condition.value}
            onChange={(value) => onChange({ value })}
          />
        ) : null}
      </div>
      <Button
        variant="quiet"
        isIconOnly
        aria-label={`Remove condition ${String(number)}`}
        className="col-start-2 row-start-1 sm:col-start-auto sm:row-start-auto"
        onPress={onRemove}
      >
        <X aria-hidden className="size-4" />
      </Button>
    </li>
  );
}

/** "1,204 of 1,260 accounts count", with the first few that do not. */
function FilterEffect({ integrationId, filter }: { integrationId: string; filter: SourceFilter | null }) {
  const count = useQuery({
    ...apiQueries.sourceOfTruth.filterCount.queryOptions({ input: { integrationId, filter } }),
    placeholderData: keepPreviousData,
  });
  if (!count.data) return <p className="min-h-5 text-muted">{count.isError ? "The accounts could not be counted." : "Counting"}</p>;
  const { included, excluded, sample } = count.data;
  return (
    <p role="status" className="tabular text-muted">
      <span className="font-medium text-foreground">
        {included.toLocaleString("en")} of {(included + excluded).toLocaleString("en")} accounts
      </span>{" "}
      count.
      {sample.excluded.length > 0 ? ` Not: ${sample.excluded.join(", ")}${excluded > sample.excluded.length ? " and others" : ""}.` : ""}
    </p>
  );
}
