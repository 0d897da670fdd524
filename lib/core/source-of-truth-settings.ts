import type { Limits, SourceOfTruthPolicy } from "@/lib/core/source-of-truth";

export interface SettingDifference {
  readonly path: string;
  readonly kind: "changed";
  readonly words: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface Setting {
  readonly path: string;
  readonly read: (policy: SourceOfTruthPolicy) => unknown;
  readonly describe: (policy: SourceOfTruthPolicy) => string;
}

const percent = (share: number): string => `${String(Math.round(share * 1_000) / 10)} %`;

const LIMIT_WORDS: Record<keyof Limits, (limits: Limits) => string> = {
  absenceShare: ({ absenceShare }) => `People whom no source returns any more: up to ${percent(absenceShare)} of active Users lose access without asking.`,
  absenceMax: ({ absenceMax }) => `People whom no source returns any more: at most ${String(absenceMax)} lose access without asking.`,
  absenceMin: ({ absenceMin }) => `People whom no source returns any more: ${String(absenceMin)} may always lose access without asking.`,
  explicitShare: ({ explicitShare }) => `By what a source says of them, up to ${percent(explicitShare)} of active Users lose access without asking.`,
  explicitMin: ({ explicitMin }) => `By what a source says of them, ${String(explicitMin)} people may always lose access without asking.`,
  createdShare: ({ createdShare }) => `Up to ${percent(createdShare)} new Users are created without asking.`,
};

const limits = (Object.keys(LIMIT_WORDS) as (keyof Limits)[]).map((name): Setting => ({
  path: `limits.${name}`,
  read: (policy) => policy.limits[name],
  describe: (policy) => LIMIT_WORDS[name](policy.limits),
}));

const SETTINGS: readonly Setting[] = [
  {
    path: "statusPolicy",
    read: ({ statusPolicy }) => statusPolicy,
    describe: ({ statusPolicy }) =>
      statusPolicy === "first-listed" ? "The first listed source decides the Employee Status." : "The most restrictive source decides the Employee Status.",
  },
  {
    path: "matching.keys",
    read: ({ matching }) => matching.keys,
    describe: ({ matching }) => `People are matched by ${matching.keys.map((key) => key.replace("-", " ")).join(", then ")}.`,
  },
  {
    path: "matching.foldPlusTags",
    read: ({ matching }) => matching.foldPlusTags,
    describe: ({ matching }) =>
      matching.foldPlusTags ? "ada+tag@… and ada@… are the same address when matching." : "ada+tag@… and ada@… are two addresses when matching.",
  },
  ...limits,
  {
    path: "walksUntilMissing",
    read: ({ walksUntilMissing }) => walksUntilMissing,
    describe: ({ walksUntilMissing }) =>
      walksUntilMissing === 1 ? "Missing counts after one complete sync." : `Missing counts after ${String(walksUntilMissing)} complete syncs in a row.`,
  },
  {
    path: "datesDecide",
    read: ({ datesDecide }) => datesDecide,
    describe: ({ datesDecide }) => (datesDecide ? "Start and end dates decide the Employee Status." : "Start and end dates are kept and decide nothing."),
  },
  {
    path: "timeZone",
    read: ({ timeZone }) => timeZone,
    describe: ({ timeZone }) => `People without a time zone of their own are in ${timeZone}.`,
  },
];

/** The settings of the whole Organization in which two policies differ; what concerns one source or field is not among them. */
export const settingDifferences = (before: SourceOfTruthPolicy, after: SourceOfTruthPolicy): SettingDifference[] =>
  SETTINGS.filter(({ read }) => JSON.stringify(read(before)) !== JSON.stringify(read(after))).map(({ path, read, describe }) => ({
    path,
    kind: "changed",
    words: describe(after),
    before: read(before),
    after: read(after),
  }));
