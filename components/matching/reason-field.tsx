"use client";

import { TextAreaField } from "@/components/ui/text-area-field";

/** Every decision about whose an account is says why, and shows it wherever the decision counts. */
export function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return <TextAreaField label="Reason" value={value} onChange={onChange} isRequired help="Shown wherever this decision counts." />;
}
