"use client";

import { useQuery } from "@tanstack/react-query";
import { CheckField } from "@/components/ui/check-field";
import { SelectField } from "@/components/ui/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import { apiQueries } from "@/lib/api/client";
import { type Role, ROLE_WORDS, ROLES } from "@/lib/core/access/roles";

export interface RoleChoice {
  readonly role: Role;
  readonly integrationIds: readonly string[];
}

const OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role].label }));
const INTEGRATIONS_MAX = 200;

/** A role, and for an App Admin the integrations it is of. */
export function RoleFields({ value, onChange, error }: { value: RoleChoice; onChange: (value: RoleChoice) => void; error?: string | undefined }) {
  const choose = (chosen: string) => {
    const role = ROLES.find((each) => each === chosen);
    if (role) onChange({ ...value, role });
  };
  return (
    <>
      <SelectField label="Role" options={OPTIONS} value={value.role} onChange={choose} help={ROLE_WORDS[value.role].meaning} />
      {value.role === "APP_ADMIN" ? (
        <IntegrationChoice chosen={value.integrationIds} onChange={(integrationIds) => onChange({ ...value, integrationIds })} error={error} />
      ) : null}
    </>
  );
}

interface IntegrationChoiceProps {
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
  error: string | undefined;
}

function IntegrationChoice({ chosen, onChange, error }: IntegrationChoiceProps) {
  const integrations = useQuery(apiQueries.integrations.list.queryOptions({ input: { limit: INTEGRATIONS_MAX } }));
  if (integrations.isPending) return <Skeleton className="h-20 w-full" />;
  const items = integrations.data?.items ?? [];
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-sm font-medium">Of which integrations</legend>
      {items.length === 0 ? <p className="text-muted">None is connected yet. Connect one first.</p> : null}
      {items.map(({ id, name }) => (
        <CheckField
          key={id}
          label={name}
          isChecked={chosen.includes(id)}
          onChange={(isChecked) => onChange(isChecked ? [...chosen, id] : chosen.filter((each) => each !== id))}
        />
      ))}
      {error ? (
        <p role="alert" className="text-sm text-status-failed">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

/** Whether there is anything to save: an App Admin needs an integration. */
export const isCompleteChoice = ({ role, integrationIds }: RoleChoice): boolean => role !== "APP_ADMIN" || integrationIds.length > 0;
