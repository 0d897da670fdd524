import { z } from "zod";
import { applyEdit, PolicyEdit } from "@/lib/core/source-of-truth-edit";
import { useCase } from "@/lib/use-cases/use-case";
import { saveVersion } from "./save-version";

/**
 * Saves a new version from an edit of the newest one, even where nothing differs. With the token of a preview of this
 * very edit, the run it names applies what was shown.
 */
export const saveSourceOfTruth = useCase({
  permission: "source-of-truth:update",
  input: PolicyEdit.extend({ version: z.int(), previewToken: z.uuid().optional() }),
  run: ({ input: { version, previewToken, ...edit }, ...context }) =>
    saveVersion(context, { readVersion: version, policyFrom: (newest) => applyEdit(newest, edit), previewToken }),
});
