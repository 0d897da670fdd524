"use client";

import { CheckField } from "@/components/ui/check-field";
import { Section } from "@/components/ui/section";
import { MATCHING_KEYS } from "@/lib/core/source-of-truth";
import { OrderEditor } from "./order-editor";
import type { SectionProps } from "./section-props";

type Key = (typeof MATCHING_KEYS)[number];

const KEY_WORDS: Record<Key, string> = {
  "employee-number": "Employee number",
  email: "Verified e-mail",
  alias: "Further e-mail addresses",
};

const isKey = (id: string): id is Key => MATCHING_KEYS.some((key) => key === id);
const wordsOf = (id: string): string => (isKey(id) ? KEY_WORDS[id] : id);

/** By what a new account finds the person it belongs to. */
export function MatchingSection({ policy, onEdit }: SectionProps) {
  const { keys, foldPlusTags } = policy.matching;
  const put = (changed: Partial<typeof policy.matching>, words: string) =>
    onEdit({ ...policy, matching: { ...policy.matching, ...changed } }, words);
  return (
    <Section
      title="Matching"
      description="How an account finds its person. An account that is linked already stays linked; the keys are asked in this order for the others. Two candidates are never guessed between: they wait for a review."
    >
      <OrderEditor
        label="Matching keys in order"
        order={keys}
        nameOf={wordsOf}
        least={1}
        onChange={(order, words) => put({ keys: order.filter(isKey) }, words)}
        offered={MATCHING_KEYS.filter((key) => !keys.includes(key)).map((key) => ({ id: key, name: KEY_WORDS[key] }))}
        addLabel="Add a key"
      />
      <div className="pt-3">
        <CheckField
          label="Treat maya+test@acme.com as maya@acme.com"
          isChecked={foldPlusTags}
          onChange={(fold) => put({ foldPlusTags: fold }, fold ? "Plus tags are ignored." : "Plus tags count.")}
          help="Leave it off where people use plus tags for accounts that are not theirs."
        />
      </div>
    </Section>
  );
}
