"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { Section } from "@/components/ui/section";
import { SelectField } from "@/components/ui/select-field";
import { toast } from "@/components/ui/toast";
import { api, apiQueries } from "@/lib/api/client";
import type { Organization } from "@/lib/api/contract/me";

const OPERATORS = { value: "", label: "As long as this installation allows" };
const IDLE = [OPERATORS, { value: "15", label: "15 minutes" }, { value: "60", label: "1 hour" }, { value: "480", label: "8 hours" }, { value: "1440", label: "1 day" }];
const HOURS = [OPERATORS, { value: "8", label: "8 hours" }, { value: "12", label: "12 hours" }, { value: "24", label: "1 day" }, { value: "168", label: "7 days" }];

/** What an API call may have set stays choosable. */
const withOwn = (options: typeof IDLE, value: string, unit: string) =>
  options.some((option) => option.value === value) ? options : [...options, { value, label: `${value} ${unit}` }];

const toText = (value: number | null): string => (value === null ? "" : String(value));
const toLimit = (text: string): number | null => (text === "" ? null : Number(text));

function Limits({ saved }: { saved: Organization }) {
  const [idle, setIdle] = useState(toText(saved.sessionIdleMinutes));
  const [hours, setHours] = useState(toText(saved.sessionHours));
  const queryClient = useQueryClient();
  const mayChange = useMay("organization:update");
  const isDirty = idle !== toText(saved.sessionIdleMinutes) || hours !== toText(saved.sessionHours);
  const save = useMutation({
    mutationFn: () => api.organizations.update({ sessionIdleMinutes: toLimit(idle), sessionHours: toLimit(hours) }),
    onSuccess: (organization) => {
      queryClient.setQueryData(apiQueries.organizations.get.queryKey(), organization);
      toast("Session limits saved");
    },
  });
  const fields = save.error ? errorDetails(save.error).fields : {};
  return (
    <Form
      label="Session limits"
      onSubmit={() => save.mutate()}
      error={Object.keys(fields).length > 0 ? undefined : save.error}
      actions={
        mayChange ? (
          <Button type="submit" isDisabled={!isDirty} isPending={save.isPending}>
            Save limits
          </Button>
        ) : null
      }
    >
      <SelectField
        label="End a session without a request for"
        options={withOwn(IDLE, idle, "minutes")}
        value={idle}
        onChange={setIdle}
        error={fields["sessionIdleMinutes"]}
        isDisabled={!mayChange}
      />
      <SelectField
        label="End every session after"
        options={withOwn(HOURS, hours, "hours")}
        value={hours}
        onChange={setHours}
        error={fields["sessionHours"]}
        isDisabled={!mayChange}
      />
    </Form>
  );
}

/** How long people stay signed in here; a shorter limit counts at once, for open sessions too. */
export function SessionLimits() {
  const organization = useQuery(apiQueries.organizations.get.queryOptions());
  return organization.data ? (
    <div className="mt-10">
      <Section title="Sessions" description="A shorter limit counts at once, for open sessions too.">
        <Limits saved={organization.data} />
      </Section>
    </div>
  ) : null;
}
