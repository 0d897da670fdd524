"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { IntegrationId } from "@/lib/core/ids";
import type { CustomField, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { customFieldKey, customFieldProblem } from "./custom-field-key";
import type { SectionProps } from "./section-props";

const TYPES = [
  { value: "text", label: "Text" },
  { value: "user", label: "A person" },
] as const;

/** Fields of the Organization's own, each read from an attribute of the sources' records. */
export function CustomFieldsSection({ policy, known, onEdit }: SectionProps) {
  const [label, setLabel] = useState("");
  const { customFields } = policy;
  const put = (fields: SourceOfTruthPolicy["customFields"], words?: string) => onEdit({ ...policy, customFields: fields }, words);
  const problem = label === "" ? undefined : customFieldProblem(label, customFields);
  const add = () => {
    if (label.trim() === "" || problem !== undefined) return;
    put([...customFields, { key: customFieldKey(label), label: label.trim(), type: "text", from: [] }], `${label.trim()} was added.`);
    setLabel("");
  };
  return (
    <Section
      title="Custom fields"
      description="Fields of your own. Each is read from an attribute of a source’s record; the first listed attribute that has a value gives it."
    >
      <ul className="divide-y divide-separator border-y border-separator empty:hidden">
        {customFields.map((field) => (
          <li key={field.key} className="py-3">
            <OneField
              field={field}
              known={known}
              onChange={(changed) => put(customFields.map((each) => (each.key === field.key ? changed : each)))}
              onRemove={() =>
                put(
                  customFields.filter((each) => each.key !== field.key),
                  `${field.label} was removed.`,
                )
              }
            />
          </li>
        ))}
      </ul>
      <form
        className="flex flex-wrap items-start gap-2 pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <div className="w-64 max-w-full">
          <TextField
            label="Name of a new field"
            value={label}
            onChange={setLabel}
            maxLength={60}
            placeholder="Cost centre"
            error={problem}
          />
        </div>
        <Button type="submit" className="mt-6" isDisabled={label.trim() === "" || problem !== undefined}>
          <Plus aria-hidden className="size-4" />
          Add field
        </Button>
      </form>
    </Section>
  );
}

function OneField({
  field,
  known,
  onChange,
  onRemove,
}: {
  field: CustomField;
  known: SectionProps["known"];
  onChange: (field: CustomField) => void;
  onRemove: () => void;
}) {
  const sources = [...known.values()].map(({ id, name }) => ({ value: id, label: name }));
  const [first] = sources;
  const put = (index: number, changed: Partial<CustomField["from"][number]>) =>
    onChange({ ...field, from: field.from.map((each, at) => (at === index ? { ...each, ...changed } : each)) });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium">
          {field.label} <span className="font-mono text-xs font-normal text-muted">{field.key}</span>
        </span>
        <span className="flex items-center gap-2">
          <span className="w-32">
            <SelectField
              label={`What ${field.label} holds`}
              isLabelHidden
              options={TYPES}
              value={field.type}
              onChange={(type) => onChange({ ...field, type: type === "user" ? "user" : "text" })}
            />
          </span>
          <Button variant="quiet" isIconOnly aria-label={`Remove the field ${field.label}`} onPress={onRemove}>
            <X aria-hidden className="size-4" />
          </Button>
        </span>
      </div>
      {field.from.map((from, index) => (
        <AttributeRow
          key={index}
          title={`${field.label}, attribute ${String(index + 1)}`}
          sources={sources}
          from={from}
          onChange={(changed) => put(index, changed)}
          onRemove={() => onChange({ ...field, from: field.from.toSpliced(index, 1) })}
        />
      ))}
      {first ? (
        <Button
          variant="quiet"
          className="-ml-2 self-start"
          onPress={() =>
            onChange({ ...field, from: [...field.from, { integrationId: IntegrationId.parse(first.value), attribute: field.key }] })
          }
        >
          <Plus aria-hidden className="size-4" />
          Read it from a source
        </Button>
      ) : (
        <p className="text-xs text-muted">No integration is connected yet.</p>
      )}
    </div>
  );
}

function AttributeRow({
  title,
  sources,
  from,
  onChange,
  onRemove,
}: {
  title: string;
  sources: readonly { value: string; label: string }[];
  from: CustomField["from"][number];
  onChange: (changed: Partial<CustomField["from"][number]>) => void;
  onRemove: () => void;
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-2">
      <SelectField
        label={`${title}: source`}
        isLabelHidden
        options={sources}
        value={from.integrationId}
        onChange={(id) => onChange({ integrationId: IntegrationId.parse(id) })}
      />
      <AttributeName title={title} attribute={from.attribute} onChange={(attribute) => onChange({ attribute })} />
      <Button variant="quiet" isIconOnly aria-label={`Remove ${title}`} onPress={onRemove}>
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  );
}

/** While it is empty the last name stays in the policy: an attribute without a name cannot be saved. */
function AttributeName({ title, attribute, onChange }: { title: string; attribute: string; onChange: (attribute: string) => void }) {
  const [text, setText] = useState(attribute);
  return (
    <TextField
      label={`${title}: name in the record`}
      isLabelHidden
      value={text}
      maxLength={200}
      error={text.trim() === "" ? "Name the attribute." : undefined}
      onChange={(next) => {
        setText(next);
        if (next.trim() !== "") onChange(next);
      }}
    />
  );
}
