export const SOURCE_NAMES = ["directory", "payroll", "chat"] as const;
export const SOURCE_TOKEN = "bench-token";
/** People of the neighbour that must not starve. */
export const SMALL_PEOPLE = 50;
/** People whom the incremental run finds changed. */
export const CHANGED_PEOPLE = 100;
/** Accounts that the naive way gets. */
export const NAIVE_ACCOUNTS = 10_000;

/** The figures that the project sets itself, each as "at most". */
export const WANTED = {
  firstImport: 2.5,
  unchanged: 3,
  rowsWritten: 0,
  onePercent: 1.3,
  preview: 2,
  reorder: 2.5,
  undoOverApply: 1,
  incremental: 0.05,
  neighbour: 2,
  peakMegabytes: 512,
  costAtTenfold: 1.2,
  peakAtTenfold: 1.1,
} as const;
/** And one as "at least". */
export const ACCOUNTS_A_SECOND_MIN = 5_000;
