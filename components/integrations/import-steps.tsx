"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/section";
import { useUnsavedGuard } from "@/components/ui/use-unsaved-guard";
import type { Integration } from "@/lib/api/contract/integrations";
import { ColumnMapping } from "./column-mapping";
import { FileDrop } from "./file-drop";
import { ImportError } from "./import-error";
import { ImportMode } from "./import-mode";
import { UploadPreviewTable } from "./upload-preview-table";
import { useImport } from "./use-import";

/** File → columns → preview → finish; each step appears when the one before it is done. */
export function ImportSteps({ integration }: { integration: Integration }) {
  const flow = useImport(integration.id);
  const { file, columns, mapping, preview, mode, isConfirmed } = flow;
  useUnsavedGuard(file !== null && !flow.isFinished);
  const needsConfirmation = mode === "snapshot" && (preview?.missing.count ?? 0) > 0;
  return (
    <div className="flex max-w-5xl flex-col gap-10">
      <Section title="1. File" description="CSV, best in UTF-8, at most 10 MB, with the names of the columns in the first line.">
        <FileDrop file={file} isReading={flow.isReading} onFile={flow.chooseFile} />
        <ImportError error={flow.fileError} />
      </Section>
      {columns === null ? null : (
        <Section title="2. Columns" description="Which column is which. The suggestion comes from the names of the columns, or from the last import.">
          <ColumnMapping columns={columns} mapping={mapping} onChange={flow.mapColumn} />
          <div className="mt-4">
            <Button variant={preview === null ? "primary" : "secondary"} isPending={flow.isPreviewing} onPress={flow.showPreview}>
              Preview table
            </Button>
          </div>
          <ImportError error={flow.previewError} />
        </Section>
      )}
      {preview === null ? null : (
        <>
          <Section title="3. Preview">
            <UploadPreviewTable preview={preview} mapping={mapping} />
          </Section>
          {preview.people === 0 ? (
            <Callout title="Nobody in this file can be imported">Correct the lines above, or map the columns again, and choose the file anew.</Callout>
          ) : (
            <Section title="4. Import">
              <ImportMode preview={preview} mode={mode} onMode={flow.chooseMode} isConfirmed={isConfirmed} onConfirmed={flow.confirm} />
              <div className="mt-5">
                <Button
                  variant="primary"
                  isPending={flow.isFinishing}
                  isDisabled={needsConfirmation && !isConfirmed}
                  onPress={flow.finish}
                >
                  Finish import
                </Button>
              </div>
              <ImportError error={flow.finishError} />
            </Section>
          )}
        </>
      )}
    </div>
  );
}
