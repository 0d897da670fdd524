export const SOURCE_NAMES = ["directory", "payroll", "chat"] as const;
export const SOURCE_TOKEN = "bench-token";

/** What issue 1 asks for. */
export const TARGETS = { firstImportRatioMax: 4, workerPeakMegabytesMax: 512 } as const;
