import { countFilter } from "@/lib/use-cases/source-of-truth/count-filter";
import { countRemoval } from "@/lib/use-cases/source-of-truth/count-removal";
import { diffVersions } from "@/lib/use-cases/source-of-truth/diff-versions";
import { exportPolicy } from "@/lib/use-cases/source-of-truth/export-policy";
import { getSourceOfTruth } from "@/lib/use-cases/source-of-truth/get-source-of-truth";
import { getVersion } from "@/lib/use-cases/source-of-truth/get-version";
import { checkPolicyFile, importPolicy } from "@/lib/use-cases/source-of-truth/import-policy";
import { downloadPreview, listPreviewChanges } from "@/lib/use-cases/source-of-truth/list-preview-changes";
import { listFormerSources } from "@/lib/use-cases/source-of-truth/list-former-sources";
import { listSourceOfTruthVersions } from "@/lib/use-cases/source-of-truth/list-source-of-truth-versions";
import { previewSourceOfTruth } from "@/lib/use-cases/source-of-truth/preview-source-of-truth";
import { restoreVersion } from "@/lib/use-cases/source-of-truth/restore-version";
import { saveSourceOfTruth } from "@/lib/use-cases/source-of-truth/save-source-of-truth";
import { syncSourceOfTruth } from "@/lib/use-cases/source-of-truth/sync-source-of-truth";
import { os } from "./base";
import { toWire } from "./wire";

const { sourceOfTruth } = os;

const toFile = ({ name, text }: { name: string; text: string }, type: string): File => new File([text], name, { type });
const until = (signal: AbortSignal | undefined): AbortSignal => signal ?? new AbortController().signal;

export const sourceOfTruthRouter = {
  get: sourceOfTruth.get.handler(async ({ context }) => toWire(await getSourceOfTruth(context.actor, {}))),
  save: sourceOfTruth.save.handler(async ({ context, input }) => toWire(await saveSourceOfTruth(context.actor, input))),
  sync: sourceOfTruth.sync.handler(async ({ context }) => toWire(await syncSourceOfTruth(context.actor, {}))),
  preview: sourceOfTruth.preview.handler(async ({ context, input, signal }) => toWire(await previewSourceOfTruth(context.actor, input, until(signal)))),
  previewChanges: sourceOfTruth.previewChanges.handler(({ context, input, signal }) => listPreviewChanges(context.actor, input, until(signal))),
  previewCsv: sourceOfTruth.previewCsv.handler(async ({ context, input, signal }) => toFile(await downloadPreview(context.actor, input, until(signal)), "text/csv")),
  versions: sourceOfTruth.versions.handler(async ({ context, input }) => toWire(await listSourceOfTruthVersions(context.actor, input))),
  version: sourceOfTruth.version.handler(async ({ context, input }) => toWire(await getVersion(context.actor, input))),
  diff: sourceOfTruth.diff.handler(({ context, input }) => diffVersions(context.actor, input)),
  restore: sourceOfTruth.restore.handler(async ({ context, input }) => toWire(await restoreVersion(context.actor, input))),
  exportFile: sourceOfTruth.exportFile.handler(async ({ context }) => toFile(await exportPolicy(context.actor, {}), "application/yaml")),
  importFile: sourceOfTruth.importFile.handler(async ({ context, input }) => toWire(await importPolicy(context.actor, input))),
  readFile: sourceOfTruth.readFile.handler(({ context, input }) => checkPolicyFile(context.actor, input)),
  filterCount: sourceOfTruth.filterCount.handler(({ context, input }) => countFilter(context.actor, input)),
  formerSources: sourceOfTruth.formerSources.handler(async ({ context }) => toWire(await listFormerSources(context.actor, {}))),
  countRemoval: sourceOfTruth.countRemoval.handler(({ context, input }) => countRemoval(context.actor, input)),
};
