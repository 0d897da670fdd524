import type { Connector, StatusWord } from "@/lib/api/contract/integrations";

export interface MapRow extends StatusWord {
  readonly note: string | undefined;
}

const weight = ({ isKnown, count }: StatusWord): number => (isKnown ? 0 : Number.MAX_SAFE_INTEGER / 2) + count;

/** The words really seen, unknown ones first and then the most frequent, each with the connector's note; then those that could come. */
export function mapRows(words: readonly StatusWord[], { statusMap }: Pick<Connector, "statusMap">): readonly MapRow[] {
  const entryOf = (raw: string) => statusMap.find((entry) => entry.raw.toLowerCase() === raw.toLowerCase());
  const seen = new Set(words.map(({ raw }) => raw.toLowerCase()));
  return [
    ...[...words].sort((a, b) => weight(b) - weight(a)).map((word) => ({ ...word, note: entryOf(word.raw)?.note })),
    ...statusMap
      .filter(({ raw }) => !seen.has(raw.toLowerCase()))
      .map(({ raw, status, note }) => ({ raw, count: 0, status, connectorStatus: status, isKnown: true, note })),
  ];
}
