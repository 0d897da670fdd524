import { getSourceOfTruth } from "@/lib/use-cases/source-of-truth/get-source-of-truth";
import { listSourceOfTruthVersions } from "@/lib/use-cases/source-of-truth/list-source-of-truth-versions";
import { saveSourceOfTruth } from "@/lib/use-cases/source-of-truth/save-source-of-truth";
import { syncSourceOfTruth } from "@/lib/use-cases/source-of-truth/sync-source-of-truth";
import { os } from "./base";
import { toWire } from "./wire";

const { sourceOfTruth } = os;

export const sourceOfTruthRouter = {
  get: sourceOfTruth.get.handler(async ({ context }) => toWire(await getSourceOfTruth(context.actor, {}))),
  save: sourceOfTruth.save.handler(async ({ context, input }) => toWire(await saveSourceOfTruth(context.actor, input))),
  sync: sourceOfTruth.sync.handler(async ({ context }) => toWire(await syncSourceOfTruth(context.actor, {}))),
  versions: sourceOfTruth.versions.handler(async ({ context, input }) => toWire(await listSourceOfTruthVersions(context.actor, input))),
};
