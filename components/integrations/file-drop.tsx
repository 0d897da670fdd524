"use client";

import { Upload } from "lucide-react";
import { useId, useRef, useState, type DragEvent } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";

const size = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const sizeWords = (bytes: number): string => (bytes < 1024 * 1024 ? `${size.format(bytes / 1024)} KB` : `${size.format(bytes / 1024 / 1024)} MB`);

/** Takes one file, dropped or chosen. */
export function FileDrop({ file, isReading, onFile }: { file: File | null; isReading: boolean; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) onFile(dropped);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        "flex flex-wrap items-center justify-between gap-3 rounded-xl border border-dashed px-5 py-5",
        isOver ? "border-accent bg-default-soft" : "border-border",
      )}
    >
      <label htmlFor={inputId} className="flex min-w-0 items-center gap-3">
        <Upload aria-hidden className="size-5 shrink-0 text-muted" />
        <span className="min-w-0">
          {file === null ? (
            "Drop a CSV file here, or choose one."
          ) : (
            <>
              <span className="block font-medium wrap-anywhere">{file.name}</span>
              <span className="tabular text-xs text-muted">{sizeWords(file.size)}</span>
            </>
          )}
        </span>
      </label>
      <input
        ref={input}
        id={inputId}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) onFile(chosen);
          // The same file may be chosen again after it was corrected.
          event.target.value = "";
        }}
      />
      <Button variant={file === null ? "primary" : "secondary"} isPending={isReading} onPress={() => input.current?.click()}>
        {file === null ? "Choose a file" : "Choose another file"}
      </Button>
    </div>
  );
}
