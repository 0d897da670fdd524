"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import { Section } from "@/components/ui/section";
import { fieldLabel } from "@/lib/core/users/field-label";
import { IntegrationId } from "@/lib/core/ids";
import { type FieldOrder, ORDERED_FIELDS } from "@/lib/core/source-of-truth";
import { OrderEditor } from "./order-editor";
import { type OrderedField, withFieldOrder } from "./policy-draft";
import { SamplePerson } from "./sample-person";
import { nameOf, type SectionProps } from "./section-props";

const listWords = new Intl.ListFormat("en", { type: "unit", style: "long" });

function orderWords(order: FieldOrder | undefined, known: SectionProps["known"]): string {
  if (order === undefined) return "Follows the User Sources";
  const names = order.integrationIds.map((id) => nameOf(known, id));
  return listWords.format([...names, order.fallback ? (names.length > 0 ? "then the User Sources" : "The User Sources") : "then nobody"]);
}

/** Manager, team, title and dates may follow another order than the User Sources, with one real person beside them. */
export function FieldOrdersSection(props: SectionProps) {
  const { policy, known } = props;
  const [open, setOpen] = useState<OrderedField | null>(null);
  return (
    <Section
      title="Fields and their sources"
      description="The first listed source that has a value gives it. Name, e-mail and status always follow the User Sources."
    >
      <ul className="divide-y divide-separator border-y border-separator">
        {ORDERED_FIELDS.map((field) => (
          <li key={field} className="py-2">
            <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 sm:grid-cols-[8rem_minmax(0,1fr)_auto]">
              <span className="font-medium">{fieldLabel(field)}</span>
              <span className="col-start-1 text-muted wrap-anywhere sm:col-start-auto">{orderWords(policy.fieldOrders[field], known)}</span>
              <Button
                variant="quiet"
                className="col-start-2 row-start-1 sm:col-start-auto sm:row-start-auto"
                aria-expanded={open === field}
                aria-label={`${open === field ? "Close" : "Change"} the sources of ${fieldLabel(field)}`}
                onPress={() => setOpen(open === field ? null : field)}
              >
                {open === field ? "Close" : "Change"}
              </Button>
            </div>
            {open === field ? <FieldOrderEditor {...props} field={field} /> : null}
          </li>
        ))}
      </ul>
      <SamplePerson policy={policy} known={known} />
    </Section>
  );
}

function FieldOrderEditor({ policy, known, onEdit, field }: SectionProps & { field: OrderedField }) {
  const order = policy.fieldOrders[field];
  const put = (changed: Partial<FieldOrder>, words?: string) =>
    onEdit(withFieldOrder(policy, field, { integrationIds: [], fallback: true, blankIsEmpty: [], ...order, ...changed }), words);
  const listed = order?.integrationIds ?? [];
  const label = fieldLabel(field);
  return (
    <div className="flex flex-col gap-3 pt-2 pb-1">
      <OrderEditor
        label={`Sources of ${label}, the first listed first`}
        order={listed}
        nameOf={(id) => nameOf(known, id)}
        onChange={(ids, words) => put({ integrationIds: ids.map((id) => IntegrationId.parse(id)) }, words)}
        offered={[...known.values()].filter(({ id }) => !listed.some((each) => each === id))}
        addLabel="Add a source"
        extra={(id) => (
          <CheckField
            label={<span className="text-xs">Blank means empty</span>}
            isChecked={order?.blankIsEmpty.some((each) => each === id) === true}
            onChange={(isEmpty) => {
              const others = order?.blankIsEmpty.filter((each) => each !== id) ?? [];
              put({ blankIsEmpty: isEmpty ? [...others, IntegrationId.parse(id)] : others });
            }}
          />
        )}
      />
      {order === undefined ? (
        <p className="text-xs text-muted">No order of its own: the first User Source with a value gives it.</p>
      ) : (
        <>
          <CheckField
            label="Then ask the User Sources in their order"
            isChecked={order.fallback}
            onChange={(fallback) => put({ fallback })}
            help="Where no listed source has a value. “Blank means empty” makes a source’s blank an answer: the field becomes empty."
          />
          <Button
            variant="quiet"
            className="self-start"
            onPress={() => onEdit(withFieldOrder(policy, field, null), `${label} follows the User Sources.`)}
          >
            Let {label} follow the User Sources
          </Button>
        </>
      )}
    </div>
  );
}
