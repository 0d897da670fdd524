"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { DownloadLink } from "@/components/ui/download-link";
import { errorDetails } from "@/components/ui/error-details";
import { Section } from "@/components/ui/section";
import { TextAreaField } from "@/components/ui/text-area-field";
import { api } from "@/lib/api/client";
import type { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { DifferenceList } from "./difference-list";

const MOST_CHARACTERS = 500_000;

/** The whole policy as one YAML file, out and in. A file is taken into the hand first, like any other edit. */
export function PolicyFileSection({ onTake }: { onTake: (policy: SourceOfTruthPolicy) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [yaml, setYaml] = useState("");
  const read = useMutation({
    mutationFn: (text: string) => api.sourceOfTruth.readFile({ yaml: text }),
    onSuccess: ({ policy }) => onTake(policy),
  });
  const problem = read.error ? errorDetails(read.error) : null;
  const edit = (text: string) => {
    read.reset();
    setYaml(text);
  };
  return (
    <Section
      title="Import and export"
      description="The Source of Truth as one YAML file: keep it beside your code, or take it to another Organization."
    >
      <div className="flex flex-wrap gap-2">
        <DownloadLink href="/api/v1/source-of-truth/export">Download YAML</DownloadLink>
        <Button aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          Import a file
        </Button>
      </div>
      {isOpen ? (
        <div className="flex flex-col gap-3 pt-4">
          <label className="flex flex-col items-start gap-1">
            <span className="text-sm font-medium">File</span>
            <input
              type="file"
              accept=".yaml,.yml,text/yaml"
              className="text-sm file:mr-3 file:rounded-lg file:border file:border-border file:bg-background file:px-3 file:py-1.5 file:text-sm file:text-foreground"
              onChange={(event) => void event.target.files?.[0]?.text().then(edit)}
            />
          </label>
          <TextAreaField
            label="Or its text"
            rows={8}
            maxLength={MOST_CHARACTERS}
            value={yaml}
            onChange={edit}
            help="Integrations are found by id, else by name."
          />
          {problem ? (
            <Banner tone="danger">
              {problem.message}
              {Object.entries(problem.fields).map(([path, message]) => (
                <span key={path} className="block">
                  {path}: {message}
                </span>
              ))}
            </Banner>
          ) : null}
          {read.data ? (
            <DifferenceList title="The file changes, and its effect stands beside the list" differences={read.data.differences} />
          ) : null}
          <div>
            <Button isPending={read.isPending} isDisabled={yaml.trim() === ""} onPress={() => read.mutate(yaml)}>
              Show what it changes
            </Button>
            <p className="pt-1 text-xs text-muted">Nothing is saved by this.</p>
          </div>
        </div>
      ) : null}
    </Section>
  );
}
