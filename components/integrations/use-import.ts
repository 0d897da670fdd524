"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { apiQueries } from "@/lib/api/client";
import type { UploadPreview } from "@/lib/api/contract/integrations";
import { findFileProblem } from "./file-problem";

export type ImportModeName = "additions" | "snapshot";

/** What the file says of its columns, before anything is mapped by hand. */
export type FileColumns = Pick<UploadPreview, "headers" | "fields" | "sample">;

export interface ImportFlow {
  readonly file: File | null;
  readonly columns: FileColumns | null;
  /** Column header → field; a blank field leaves the column out. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Of the mapping as it stands; null once the mapping changes. */
  readonly preview: UploadPreview | null;
  readonly mode: ImportModeName;
  /** Whether the person has said to have seen who is missing. */
  readonly isConfirmed: boolean;
  readonly isReading: boolean;
  readonly isPreviewing: boolean;
  readonly isFinishing: boolean;
  readonly isFinished: boolean;
  readonly fileError: unknown;
  readonly previewError: unknown;
  readonly finishError: unknown;
  readonly chooseFile: (file: File) => void;
  readonly mapColumn: (header: string, field: string) => void;
  readonly showPreview: () => void;
  readonly chooseMode: (mode: ImportModeName) => void;
  readonly confirm: (isConfirmed: boolean) => void;
  readonly finish: () => void;
}

const START = { file: null, mapping: {}, mode: "additions", isConfirmed: false } as const;

interface Choices {
  readonly file: File | null;
  readonly mapping: Readonly<Record<string, string>>;
  readonly mode: ImportModeName;
  readonly isConfirmed: boolean;
}

export function useImport(integrationId: string): ImportFlow {
  const [choices, setChoices] = useState<Choices>(START);
  const [problem, setProblem] = useState<string | null>(null);
  const { read, preview, finish } = useImportCalls();
  const { file, mapping, mode, isConfirmed } = choices;
  const withFile = (run: (file: File) => void) => () => {
    if (file) run(file);
  };
  return {
    ...choices,
    columns: read.data ?? null,
    preview: preview.data ?? null,
    isReading: read.isPending,
    isPreviewing: preview.isPending,
    isFinishing: finish.isPending,
    isFinished: finish.isSuccess,
    fileError: problem === null ? read.error : new Error(problem),
    previewError: preview.error,
    finishError: finish.error,
    chooseFile: (chosen) => {
      const found = findFileProblem(chosen);
      for (const call of [read, preview, finish]) call.reset();
      setProblem(found ?? null);
      setChoices({ ...START, file: found === undefined ? chosen : null });
      if (found !== undefined) return;
      read.mutate({ id: integrationId, file: chosen }, { onSuccess: (suggested) => setChoices((before) => ({ ...before, mapping: suggested.mapping })) });
    },
    mapColumn: (header, field) => {
      preview.reset();
      setChoices((before) => ({ ...before, mapping: moveField(before.mapping, header, field), isConfirmed: false }));
    },
    showPreview: withFile((chosen) => preview.mutate({ id: integrationId, file: chosen, mapping: JSON.stringify(mapping) })),
    chooseMode: (chosen) => setChoices((before) => ({ ...before, mode: chosen, isConfirmed: false })),
    confirm: (confirmed) => setChoices((before) => ({ ...before, isConfirmed: confirmed })),
    finish: withFile((chosen) => {
      if (mode === "snapshot" && (preview.data?.missing.count ?? 0) > 0 && !isConfirmed) return;
      finish.mutate({ id: integrationId, file: chosen, fileName: chosen.name, mapping: JSON.stringify(mapping), mode });
    }),
  };
}

function useImportCalls() {
  const path = useOrganizationPath();
  const router = useRouter();
  const queryClient = useQueryClient();
  const read = useMutation(apiQueries.integrations.previewUpload.mutationOptions());
  const preview = useMutation(apiQueries.integrations.previewUpload.mutationOptions());
  const finish = useMutation(
    apiQueries.integrations.upload.mutationOptions({
      onSuccess: async (run) => {
        await queryClient.invalidateQueries({ queryKey: apiQueries.integrations.key() });
        router.push(path(`/sync-runs/${run.id}`));
      },
    }),
  );
  return { read, preview, finish };
}

/** A field is read from one column: giving it to another takes it from the first. */
const moveField = (mapping: Readonly<Record<string, string>>, header: string, field: string): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(mapping).map(([other, mapped]) => [other, field !== "" && mapped === field ? "" : mapped])),
  [header]: field,
});
