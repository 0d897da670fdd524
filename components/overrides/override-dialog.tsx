"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { MomentField } from "@/components/ui/moment-field";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { fieldLabel } from "@/lib/core/users/field-label";
import { personName } from "@/components/users/person-name";
import { employeeStatusWord, isEmployeeStatus, signInWords } from "@/components/users/status-words";
import { apiQueries } from "@/lib/api/client";
import type { UserDetail } from "@/lib/api/contract/users";
import { EMPLOYEE_STATUSES } from "@/lib/core/users/employee-status";
import { overridableFields, overriddenName, overrideOf } from "./override-fields";

interface Draft {
  readonly field: string;
  readonly value: string;
  readonly reason: string;
  readonly expiresAt: string | null;
  readonly releaseWhenAgreed: boolean;
}

const DATES: readonly string[] = ["startDate", "endDate"];

const startingDraft = (user: UserDetail, field: string): Draft => {
  const inForce = overrideOf(user, field);
  const shown = field === "employeeStatus" ? user.employeeStatus : (user.fields.find((entry) => entry.field === field)?.value ?? "");
  return {
    field,
    value: inForce ? (inForce.value ?? "") : shown,
    reason: inForce?.reason ?? "",
    expiresAt: inForce?.expiresAt ?? null,
    releaseWhenAgreed: inForce?.releaseWhenAgreed ?? false,
  };
};

/** Sets a value over all sources, with who, why and until when. Mounted anew for each field. */
export function OverrideDialog({ user, field, onClose }: { user: UserDetail; field: string; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => startingDraft(user, field));
  const change = (changes: Partial<Draft>) => setDraft((last) => ({ ...last, ...changes }));
  const create = useMutation(
    apiQueries.overrides.create.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        toast(`${fieldLabel(draft.field)} overridden`);
        onClose();
      },
    }),
  );
  const isStatus = draft.field === "employeeStatus";
  const isReady = draft.reason.trim() !== "" && (!isStatus || isEmployeeStatus(draft.value));
  const submit = () =>
    create.mutate({
      id: user.id,
      field: overriddenName(draft.field),
      value: draft.value.trim() === "" ? null : draft.value.trim(),
      reason: draft.reason.trim(),
      expiresAt: draft.expiresAt,
      releaseWhenAgreed: draft.releaseWhenAgreed,
    });
  const errors = create.error ? errorDetails(create.error) : null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isStatus ? `Override the status of ${personName(user)}` : `Override a value of ${personName(user)}`}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={!isReady} isPending={create.isPending} onPress={submit}>
            {overrideOf(user, draft.field) ? "Replace the override" : "Set the override"}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-muted">It wins over every source from now on, and everybody sees who set it and why.</p>
        <SelectField label="Field" options={overridableFields(user)} value={draft.field} onChange={(next) => setDraft(startingDraft(user, next))} />
        <ValueField draft={draft} onValue={(value) => change({ value })} error={errors?.fields.value} />
        <TextAreaField label="Reason" value={draft.reason} onChange={(reason) => change({ reason })} isRequired error={errors?.fields.reason} />
        <MomentField
          label="Ends"
          value={draft.expiresAt}
          min={new Date().toISOString()}
          onChange={(expiresAt) => change({ expiresAt })}
          help="Then the sources decide again. Left empty, it holds until somebody lifts it."
          error={errors?.fields.expiresAt}
        />
        <CheckField
          label="Lift it when the sources agree"
          isChecked={draft.releaseWhenAgreed}
          onChange={(releaseWhenAgreed) => change({ releaseWhenAgreed })}
          help="The first sync in which they say the same ends it."
        />
        {errors ? <Banner tone="danger">{errors.message}</Banner> : null}
      </div>
    </Dialog>
  );
}

function ValueField({ draft: { field, value }, onValue, error }: { draft: Draft; onValue: (value: string) => void; error: string | undefined }) {
  if (field === "employeeStatus")
    return (
      <SelectField
        label="Employee Status"
        options={EMPLOYEE_STATUSES.map((status) => ({ value: status, label: employeeStatusWord(status) }))}
        value={value}
        onChange={onValue}
        help={isEmployeeStatus(value) ? `${employeeStatusWord(value)}: ${signInWords(value)}, at once.` : undefined}
        error={error}
      />
    );
  return (
    <TextField
      label={fieldLabel(field)}
      value={value}
      onChange={onValue}
      maxLength={500}
      error={error}
      help={DATES.includes(field) ? "Written as 2026-03-31. Left empty, the field is empty." : "Left empty, the field is empty whatever the sources say."}
    />
  );
}
