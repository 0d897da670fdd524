import type { Connector, Integration } from "@/lib/api/contract/integrations";
import type { Shape, Tone } from "@/components/ui/mark";

/** "Sync Okta Users", as the help article names it. */
export const syncWords = ({ connectorName }: Pick<Integration, "connectorName">): string => `Sync ${connectorName} Users`;

/** Whether we ask the source; a file is uploaded, and a push comes by itself. */
export const isPulled = ({ reads }: Pick<Integration, "reads">): boolean => reads === "http" || reads === "socket";

/** Without credentials there is nothing to read with; of a push a sync settles what has come. */
export const canSync = ({ reads, state }: Pick<Integration, "reads" | "state">): boolean => (isPulled({ reads }) || reads === "push") && state !== "disconnected";

/** The same before anything is saved: a file may be uploaded or fetched, which its settings say. */
export const willBePulled = ({ reads }: Pick<Connector, "reads">, config: Readonly<Record<string, unknown>>): boolean =>
  isPulled({ reads }) || (reads === "file" && typeof config["source"] === "string" && config["source"] !== "upload");

export function stateLook({ state, health, activeSyncRunId }: Integration): { word: string; shape: Shape; tone: Tone } {
  if (state === "disconnected") return { word: "Disconnected", shape: "barred", tone: "inactive" };
  if (activeSyncRunId !== null) return { word: "Syncing", shape: "turning", tone: "staged" };
  if (state === "broken" || health.level === "red") return { word: "Broken", shape: "cross", tone: "failed" };
  if (health.level === "amber") return { word: "Needs a look", shape: "triangle", tone: "suspended" };
  return { word: "Connected", shape: "dot", tone: "active" };
}

export const CATEGORY_WORDS: Readonly<Record<string, string>> = {
  "identity-provider": "Identity provider",
  hr: "HR system",
  directory: "Directory",
  app: "App",
  file: "File, database or API",
};

export const CATEGORY_PLURALS: Readonly<Record<Connector["category"], string>> = {
  "identity-provider": "Identity providers",
  directory: "Directories",
  hr: "HR systems",
  app: "Apps",
  file: "Files, databases and other APIs",
};
