import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";

const LONGEST = 40;

/** "Cost centre" → `costCentre`: the name of the field in the API, which stays when the label changes. "" where no letter is left. */
export function customFieldKey(label: string): string {
  const words = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
  const joined = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
  return joined
    .replace(/^[0-9]+/, "")
    .replace(/^./, (first) => first.toLowerCase())
    .slice(0, LONGEST);
}

/** Why a label cannot name a new field. */
export function customFieldProblem(label: string, fields: SourceOfTruthPolicy["customFields"]): string | undefined {
  const key = customFieldKey(label);
  if (key === "") return "Begin with a letter.";
  const same = fields.find((field) => field.key === key);
  return same ? `“${same.label}” is a field already.` : undefined;
}
