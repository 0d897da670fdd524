import type { Floor } from "./floor";
import { ACCOUNTS_A_SECOND_MIN, WANTED } from "./settings";
import type { Steps } from "./steps";

/** Of one run of the benchmark, in seconds. */
export interface Measured extends Steps {
  readonly incremental: { readonly complete: number; readonly incremental: number };
  readonly neighbour: { readonly alone: number; readonly besideLarge: number };
  readonly naive: { readonly accounts: number; readonly seconds: number };
  readonly workerPeakMegabytes: number | null;
}

/** What a run of one size gives for the comparison of sizes. */
export interface Sized {
  readonly accountsPerSource: number;
  readonly firstImport: number;
  readonly unchanged: number;
  readonly workerPeakMegabytes: number | null;
}

/** One figure: what was measured, beside what, and whether the quotient is what we want. */
export interface Figure {
  readonly name: string;
  readonly seconds: number | null;
  readonly beside: string;
  readonly besideSeconds: number | null;
  readonly found: number | null;
  readonly wanted: string;
  /** Null where it could not be measured or nothing is wanted. */
  readonly holds: boolean | null;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function ratio(name: string, seconds: number, beside: string, besideSeconds: number, wanted: number): Figure {
  const found = round(seconds / besideSeconds);
  return { name, seconds: round(seconds), beside, besideSeconds: round(besideSeconds), found, wanted: `<= ${String(wanted)}`, holds: found <= wanted };
}

function amount(name: string, found: number | null, wanted: string, holds: (value: number) => boolean): Figure {
  return { name, seconds: null, beside: "", besideSeconds: null, found: found === null ? null : round(found), wanted, holds: found === null ? null : holds(found) };
}

/** Sets each measured time beside the sum of the bare statements for the same work, or beside its neighbour. */
export function compare(measured: Measured, floor: Floor, accounts: number): Figure[] {
  const { firstImport, unchanged, incremental, neighbour, naive } = measured;
  const naiveImport = (naive.seconds / naive.accounts) * accounts;
  return [
    ratio("first import", firstImport, "floor", floor.copy + floor.upsert + floor.createUsers + floor.link + floor.resolve, WANTED.firstImport),
    amount("first import, accounts a second", accounts / firstImport, `>= ${String(ACCOUNTS_A_SECOND_MIN)}`, (value) => value >= ACCOUNTS_A_SECOND_MIN),
    ratio("unchanged complete re-sync", unchanged, "copy and compare", floor.copy + floor.compareAccounts + floor.compareUsers, WANTED.unchanged),
    amount("rows of users and accounts written by it", measured.rowsWrittenUnchanged, `<= ${String(WANTED.rowsWritten)}`, (value) => value <= WANTED.rowsWritten),
    ratio("1 % changed", measured.onePercent, "unchanged", unchanged, WANTED.onePercent),
    ratio("preview of a reorder", measured.preview, "floor's resolve", floor.resolve, WANTED.preview),
    ratio("apply of that reorder", measured.applyReorder, "floor's resolve", floor.resolve, WANTED.reorder),
    ratio("undo of it", measured.undoReorder, "the apply", measured.applyReorder, WANTED.undoOverApply),
    ratio("incremental run, 100 changes", incremental.incremental, "complete re-sync", incremental.complete, WANTED.incremental),
    ratio("small sync beside a large one, p95", neighbour.besideLarge, "alone", neighbour.alone, WANTED.neighbour),
    amount("worker's peak memory, MB", measured.workerPeakMegabytes, `<= ${String(WANTED.peakMegabytes)}`, (value) => value <= WANTED.peakMegabytes),
    { name: "one Prisma upsert an account", seconds: round(naiveImport), beside: "first import", besideSeconds: round(firstImport), found: round(naiveImport / firstImport), wanted: "-", holds: null },
  ];
}

/** Time and memory at ten times the size. */
export function compareSizes(small: Sized, large: Sized): Figure[] {
  const each = (name: "firstImport" | "unchanged", { [name]: seconds, accountsPerSource }: Sized): number => (seconds / accountsPerSource) * 1_000;
  const beside = `at ${small.accountsPerSource.toLocaleString("en")}`;
  const peak = small.workerPeakMegabytes === null || large.workerPeakMegabytes === null ? null : large.workerPeakMegabytes / small.workerPeakMegabytes;
  return [
    ratio("first import, ms an account", each("firstImport", large), beside, each("firstImport", small), WANTED.costAtTenfold),
    ratio("unchanged re-sync, ms an account", each("unchanged", large), beside, each("unchanged", small), WANTED.costAtTenfold),
    amount(`worker's peak memory, times that ${beside}`, peak, `<= ${String(WANTED.peakAtTenfold)}`, (value) => value <= WANTED.peakAtTenfold),
  ];
}

/** The table that `npm run bench` prints. */
export function toTable(figures: readonly Figure[], floor?: Floor): string {
  const line = (name: string, ...cells: string[]): string => `${name.padEnd(42)}${cells.map((cell) => cell.padStart(18)).join("")}`;
  const text = (value: number | null): string => (value === null ? "" : value.toFixed(2));
  const verdict = ({ holds }: Figure): string => (holds === null ? "-" : holds ? "holds" : "MISSED");
  return [
    line("", "seconds", "beside", "seconds", "found", "wanted", ""),
    ...figures.map((figure) => line(figure.name, text(figure.seconds), figure.beside, text(figure.besideSeconds), String(figure.found ?? "-"), figure.wanted, verdict(figure))),
    "",
    ...Object.entries(floor ?? {}).map(([step, seconds]: [string, number]) => line(`floor: ${step}`, seconds.toFixed(2))),
  ].join("\n");
}
