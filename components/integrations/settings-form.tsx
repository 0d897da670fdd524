"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { useUnsavedGuard } from "@/components/ui/use-unsaved-guard";
import { apiQueries } from "@/lib/api/client";
import type { Connector, Integration } from "@/lib/api/contract/integrations";
import { CheckOutcome } from "./check-outcome";
import { ConnectorFields } from "./connector-fields";
import { bannerError } from "./form-error";
import { willBePulled } from "./integration-words";
import { useConnectorForm } from "./use-connector-form";

/** Name, settings and secrets of a connection; the new settings are tried on the provider before they replace the old ones. */
export function SettingsForm({ integration, connector }: { integration: Integration; connector: Connector }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const test = useMutation(apiQueries.integrations.test.mutationOptions());
  const save = useMutation(
    apiQueries.integrations.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: apiQueries.integrations.key() });
        discard();
        toast("Settings saved");
      },
    }),
  );
  const failure = save.error ?? test.error;
  const form = useConnectorForm(connector, integration, failure);
  const shownName = name ?? integration.name;
  const isDirty = form.isDirty || shownName !== integration.name;
  useUnsavedGuard(isDirty);

  const discard = () => {
    form.reset();
    setName(null);
    save.reset();
    test.reset();
  };
  const runTest = () => {
    save.reset();
    if (form.validate()) test.mutate({ connector: connector.id, integrationId: integration.id, ...form.body() });
  };
  const submit = () => {
    test.reset();
    if (!form.validate() || shownName.trim() === "") return;
    save.mutate({ id: integration.id, name: shownName.trim(), ...(form.isDirty && form.body()) });
  };
  return (
    <div className="max-w-[720px]">
      <Form
        label={`Settings of ${integration.name}`}
        onSubmit={submit}
        error={bannerError(failure, form, ["name"])}
        actions={
          <>
            <Button variant="primary" type="submit" isDisabled={!isDirty} isPending={save.isPending}>
              Save settings
            </Button>
            {willBePulled(connector, form.values.config) ? (
              <Button isPending={test.isPending} onPress={runTest}>
                Test connection
              </Button>
            ) : null}
            {isDirty ? (
              <Button variant="quiet" onPress={discard}>
                Undo my edits
              </Button>
            ) : null}
          </>
        }
      >
        <TextField
          label="Name"
          value={shownName}
          onChange={setName}
          maxLength={100}
          isRequired
          error={shownName.trim() === "" ? "Enter a name." : failure ? errorDetails(failure).fields.name : undefined}
        />
        <ConnectorFields form={form} />
        <CheckOutcome result={test.data} />
      </Form>
    </div>
  );
}
