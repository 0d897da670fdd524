const SIZE_MAX_BYTES = 10 * 1024 * 1024;

/** What can be said of a file before it is sent; the server checks its contents, and these again. */
export function findFileProblem({ name, size }: { readonly name: string; readonly size: number }): string | undefined {
  if (/\.(xlsx?|xlsm|ods|numbers)$/i.test(name)) return `${name} is a workbook. Save the sheet as CSV UTF-8 and choose that file.`;
  if (size === 0) return `${name} is empty. The first line must name the columns.`;
  if (size > SIZE_MAX_BYTES) return `${name} is larger than 10 MB. Split it, or leave out columns that are not needed.`;
  return undefined;
}
