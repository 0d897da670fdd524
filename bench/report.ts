import type { Floor } from "./floor";
import { TARGETS } from "./settings";

/** Seconds from the call of the use case to the end of the run, and the worker's memory. */
export interface Measured {
  readonly firstImport: number;
  readonly unchangedResync: number;
  readonly reorderAndResync: number;
  readonly workerPeakMegabytes: number | null;
}

export interface Row {
  readonly name: string;
  readonly seconds: number;
  readonly floorSeconds: number;
  readonly ratio: number;
}

export interface Target {
  readonly name: string;
  readonly wanted: number;
  readonly found: number | null;
  /** Null where it could not be measured. */
  readonly holds: boolean | null;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Sets each measured time beside the sum of the bare statements for the same work. */
export function compare(measured: Measured, floor: Floor): { rows: Row[]; targets: Target[] } {
  const unchanged = floor.copy + floor.compareAccounts + floor.compareUsers;
  const row = (name: string, seconds: number, floorSeconds: number): Row => ({
    name,
    seconds: round(seconds),
    floorSeconds: round(floorSeconds),
    ratio: round(seconds / floorSeconds),
  });
  const first = row("first import", measured.firstImport, floor.copy + floor.upsert + floor.createUsers + floor.link + floor.resolve);
  const rows = [
    first,
    row("unchanged re-sync", measured.unchangedResync, unchanged),
    row("reorder and resync", measured.reorderAndResync, unchanged - floor.compareUsers + floor.resolveReordered),
  ];
  const target = (name: string, wanted: number, found: number | null): Target => ({
    name,
    wanted,
    found,
    holds: found === null ? null : found <= wanted,
  });
  return {
    rows,
    targets: [
      target("first import, times the floor", TARGETS.firstImportRatioMax, first.ratio),
      target("worker's peak memory, MB", TARGETS.workerPeakMegabytesMax, measured.workerPeakMegabytes),
    ],
  };
}

/** The table that `npm run bench` prints. */
export function toTable({ rows, targets }: { rows: readonly Row[]; targets: readonly Target[] }, floor: Floor): string {
  const line = (name: string, ...cells: string[]): string => `${name.padEnd(36)}${cells.map((cell) => cell.padStart(11)).join("")}`;
  const seconds = (value: number): string => `${value.toFixed(2)} s`;
  const verdict = ({ holds }: Target): string => (holds === null ? "not seen" : holds ? "holds" : "MISSED");
  return [
    line("", "product", "floor", "ratio"),
    ...rows.map((row) => line(row.name, seconds(row.seconds), seconds(row.floorSeconds), `${row.ratio.toFixed(2)} x`)),
    "",
    line("floor: copy into an unlogged table", seconds(floor.copy)),
    line("floor: insert or update accounts", seconds(floor.upsert)),
    line("floor: create users by e-mail", seconds(floor.createUsers)),
    line("floor: link accounts to users", seconds(floor.link)),
    line("floor: resolve and write users", seconds(floor.resolve)),
    line("floor: compare accounts, no change", seconds(floor.compareAccounts)),
    line("floor: compare users, no change", seconds(floor.compareUsers)),
    line("floor: resolve in the other order", seconds(floor.resolveReordered)),
    "",
    line("target", "wanted", "found", ""),
    ...targets.map((target) => line(target.name, `<= ${String(target.wanted)}`, target.found === null ? "-" : String(target.found), verdict(target))),
  ].join("\n");
}
