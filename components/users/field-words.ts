import { FIELD_LABELS } from "@/lib/core/users/field-label";

const ORDER: readonly string[] = Object.keys(FIELD_LABELS);
const place = (field: string): number => {
  const index = ORDER.indexOf(field);
  return index < 0 ? ORDER.length : index;
};

/** Name and e-mail first, then work, then dates; fields nobody knows come last in their own order. */
export const inFieldOrder = <Entry extends { readonly field: string }>(entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((a, b) => place(a.field) - place(b.field));
