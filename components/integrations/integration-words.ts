import type { Integration } from "@/lib/api/contract/integrations";
import type { Shape, Tone } from "@/components/ui/mark";

/** "Sync Okta Users", as the help article names it. */
export const syncWords = ({ connectorName }: Pick<Integration, "connectorName">): string => `Sync ${connectorName} Users`;

/** A file is uploaded, never fetched, and without credentials there is nothing to read with. */
export const canSync = ({ reads, state }: Pick<Integration, "reads" | "state">): boolean => reads === "http" && state !== "disconnected";

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
  file: "File",
};
