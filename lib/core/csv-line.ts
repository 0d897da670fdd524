/**
 * One line of a CSV file, as RFC 4180 has it. A cell that a spreadsheet would run as a formula is shown as text: an
 * apostrophe stands before it.
 */
export function toCsvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((cell) => quote(String(cell ?? ""))).join(",")}\r\n`;
}

function quote(cell: string): string {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
