"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { toast } from "@/components/ui/toast";
import { apiQueries } from "@/lib/api/client";
import type { Connector, Integration } from "@/lib/api/contract/integrations";
import { ConnectorFields } from "./connector-fields";
import { bannerError } from "./form-error";
import { useConnectorForm } from "./use-connector-form";

/** New credentials, tried on the provider before they replace the old ones. */
export function ReconnectDialog(props: { integration: Integration; connector: Connector; isOpen: boolean; onClose: () => void }) {
  const { integration, isOpen, onClose } = props;
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={`Reconnect ${integration.name}`}>
      {isOpen ? <ReconnectForm {...props} /> : null}
    </Dialog>
  );
}

function ReconnectForm({ integration, connector, onClose }: { integration: Integration; connector: Connector; onClose: () => void }) {
  const queryClient = useQueryClient();
  const reconnect = useMutation(
    apiQueries.integrations.reconnect.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: apiQueries.integrations.key() });
        toast(`${integration.name} is connected`);
        onClose();
      },
    }),
  );
  const form = useConnectorForm(connector, integration, reconnect.error);
  const hasFields = form.config.length + form.secrets.length > 0;
  return (
    <Form
      label={`Reconnect ${integration.name}`}
      onSubmit={() => form.validate() && reconnect.mutate({ id: integration.id, ...form.body() })}
      error={bannerError(reconnect.error, form)}
      actions={
        <>
          <Button variant="primary" type="submit" isPending={reconnect.isPending}>
            Reconnect
          </Button>
          <Button variant="quiet" onPress={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <p className="text-muted">
        {hasFields
          ? "New values are tried on the other system before they replace anything. If it refuses them, all stays as it is."
          : "It keeps its accounts and its place in User Sources."}
      </p>
      <ConnectorFields form={form} />
    </Form>
  );
}
