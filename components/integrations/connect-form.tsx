"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { Form } from "@/components/ui/form";
import { LinkButton } from "@/components/ui/link-button";
import { TextField } from "@/components/ui/text-field";
import { useUnsavedGuard } from "@/components/ui/use-unsaved-guard";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import { apiQueries } from "@/lib/api/client";
import type { Connector } from "@/lib/api/contract/integrations";
import { AccountsPreview } from "./accounts-preview";
import { CheckOutcome } from "./check-outcome";
import { ConnectorFields } from "./connector-fields";
import { bannerError } from "./form-error";
import { willBePulled } from "./integration-words";
import { ScimPushAccess } from "./scim-push-access";
import { useConnectorForm } from "./use-connector-form";

/** Name, settings and secrets of a new connection; a test is possible before anything is saved. */
export function ConnectForm({ connector }: { connector: Connector }) {
  const path = useOrganizationPath();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [name, setName] = useState(connector.name);
  const test = useMutation(apiQueries.integrations.test.mutationOptions());
  const preview = useMutation(apiQueries.integrations.preview.mutationOptions());
  const connect = useMutation(
    apiQueries.integrations.create.mutationOptions({
      onSuccess: async ({ id, reads, scim }) => {
        await queryClient.invalidateQueries({ queryKey: apiQueries.integrations.key() });
        // The token is shown here and nowhere else.
        if (scim) return;
        router.push(path(reads === "file" ? `/integrations/${id}/import` : `/integrations/${id}`));
      },
    }),
  );
  const failure = connect.error ?? test.error ?? preview.error;
  const form = useConnectorForm(connector, undefined, failure);
  const isFetched = willBePulled(connector, form.values.config);
  const hasFields = form.config.length + form.secrets.length > 0;
  useUnsavedGuard(form.isDirty && !connect.isPending && !connect.isSuccess);

  const runTest = () => {
    connect.reset();
    preview.reset();
    if (form.validate()) test.mutate({ connector: connector.id, ...form.body() });
  };
  const runPreview = () => {
    connect.reset();
    test.reset();
    if (form.validate()) preview.mutate({ connector: connector.id, ...form.body() });
  };
  const submit = () => {
    test.reset();
    preview.reset();
    if (form.validate() && name.trim() !== "") connect.mutate({ connector: connector.id, name: name.trim(), ...form.body() });
  };
  if (connect.data?.scim)
    return (
      <div className="flex flex-col gap-6">
        <ScimPushAccess access={connect.data.scim} />
        <div>
          <LinkButton variant="primary" href={path(`/integrations/${connect.data.id}`)}>
            I have copied both
          </LinkButton>
        </div>
      </div>
    );
  return (
    <Form
      label={`Connect ${connector.name}`}
      onSubmit={submit}
      error={bannerError(failure, form, ["name"])}
      actions={
        <>
          <Button variant="primary" type="submit" isPending={connect.isPending}>
            {connector.reads === "file" && !isFetched ? "Continue to the file" : "Connect"}
          </Button>
          {hasFields && isFetched ? (
            <Button isPending={test.isPending} isDisabled={connect.isPending} onPress={runTest}>
              Test connection
            </Button>
          ) : null}
          {hasFields && isFetched ? (
            <Button isPending={preview.isPending} isDisabled={connect.isPending} onPress={runPreview}>
              Preview
            </Button>
          ) : null}
          <LinkButton variant="quiet" href={path("/integrations")}>
            Cancel
          </LinkButton>
        </>
      }
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        maxLength={100}
        isRequired
        help="What this connection is called here."
        error={name.trim() === "" ? "Enter a name." : failure ? errorDetails(failure).fields.name : undefined}
      />
      <ConnectorFields form={form} />
      <div>
        <CheckOutcome result={test.data} />
        <AccountsPreview preview={preview.data} />
      </div>
    </Form>
  );
}
