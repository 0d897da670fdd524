export interface Cut {
  /** Characters up to the end of the last whole record. */
  readonly length: number;
  /** Lines of the file in them. */
  readonly lines: number;
  /** Line, counted from 0, on which a quotation mark is opened that the text does not close. */
  readonly openLine?: number | undefined;
}

/**
 * Finds where at most so many whole records end, without splitting them: a line end inside quotation marks ends none.
 * A mark opens a value only where the value begins, so that one in the middle of a name cannot swallow the lines below.
 */
export function cutRecords(text: string, { delimiter, lineEnd, recordsMax, isLast }: { delimiter: string; lineEnd: string; recordsMax: number; isLast: boolean }): Cut {
  let cut: Cut = { length: 0, lines: 0 };
  let quote = text.indexOf('"');
  let openLine: number | undefined;
  let position = 0;
  let lines = 0;
  for (let records = 0; records < recordsMax && position < text.length; ) {
    const found = text.indexOf(lineEnd, position);
    const end = found < 0 ? text.length : found;
    while (quote >= 0 && quote < end) {
      if (openLine !== undefined && text.charAt(quote + 1) === '"') quote += 1;
      else if (openLine !== undefined) openLine = undefined;
      else if (quote === position || text.charAt(quote - 1) === delimiter) openLine = lines;
      quote = text.indexOf('"', quote + 1);
    }
    if (found < 0 && !isLast) break;
    position = end + lineEnd.length;
    lines += 1;
    if (openLine === undefined) {
      records += 1;
      cut = { length: Math.min(position, text.length), lines };
    }
  }
  return { ...cut, openLine };
}
