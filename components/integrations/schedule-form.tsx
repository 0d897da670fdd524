"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { RelativeTime } from "@/components/ui/relative-time";
import { SelectField } from "@/components/ui/select-field";
import { toast } from "@/components/ui/toast";
import { useUnsavedGuard } from "@/components/ui/use-unsaved-guard";
import { apiQueries } from "@/lib/api/client";
import type { Integration } from "@/lib/api/contract/integrations";
import { COMPLETE_EVERY, everyWords, INCREMENTAL_EVERY } from "./schedule-words";

const NEVER = "never";

/** What is saved stays a choice, whatever a script once set. */
const choices = (usual: readonly number[], saved: number | null) =>
  [...new Set([...usual, ...(saved === null ? [] : [saved])])].sort((a, b) => a - b).map((minutes) => ({ value: String(minutes), label: `Every ${everyWords(minutes)}` }));

/** How often the whole list is read, and how often only what changed. */
export function ScheduleForm({ integration }: { integration: Integration }) {
  const queryClient = useQueryClient();
  const { id, name, schedule, nextSyncAt } = integration;
  const [complete, setComplete] = useState(String(schedule.completeEveryMinutes));
  const [incremental, setIncremental] = useState(schedule.incrementalEveryMinutes === null ? NEVER : String(schedule.incrementalEveryMinutes));
  const save = useMutation(
    apiQueries.integrations.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: apiQueries.integrations.key() });
        toast("Schedule saved");
      },
    }),
  );
  const isDirty = complete !== String(schedule.completeEveryMinutes) || incremental !== String(schedule.incrementalEveryMinutes ?? NEVER);
  useUnsavedGuard(isDirty);
  const submit = () =>
    save.mutate({ id, schedule: { completeEveryMinutes: Number(complete), incrementalEveryMinutes: incremental === NEVER ? null : Number(incremental) } });
  return (
    <div className="max-w-[720px]">
      <Form
        label={`Schedule of ${name}`}
        onSubmit={submit}
        error={save.error}
        actions={
          <Button variant="primary" type="submit" isDisabled={!isDirty} isPending={save.isPending}>
            Save schedule
          </Button>
        }
      >
        <SelectField
          label="Complete sync"
          options={choices(COMPLETE_EVERY, schedule.completeEveryMinutes)}
          value={complete}
          onChange={setComplete}
          help={<NextTime what="Reads everybody; only this can tell that somebody is missing." at={nextSyncAt} />}
        />
        <SelectField
          label="Incremental sync"
          options={[{ value: NEVER, label: "Off" }, ...choices(INCREMENTAL_EVERY, schedule.incrementalEveryMinutes)]}
          value={incremental}
          onChange={setIncremental}
          help={
            <NextTime
              what={
                schedule.readsChangesOnly
                  ? "Reads only what changed since the last time, and removes nobody."
                  : `${name} cannot be asked for changes only, so this reads the whole list too, and removes nobody.`
              }
              at={schedule.nextIncrementalAt}
            />
          }
        />
      </Form>
    </div>
  );
}

function NextTime({ what, at }: { what: string; at: string | null }) {
  return (
    <>
      {what}
      {at === null ? null : (
        <>
          {" "}
          Next <RelativeTime at={at} />.
        </>
      )}
    </>
  );
}
