"use client";

import { useMemo, useState } from "react";
import { errorDetails } from "@/components/ui/error-details";
import type { Connector, Integration } from "@/lib/api/contract/integrations";
import { findMissing, type FormField, type FormValues, initialValues, toFormFields, toSecrets, toSettings, visibleFields } from "./form-fields";

export interface ConnectorForm {
  readonly config: readonly FormField[];
  readonly secrets: readonly FormField[];
  readonly values: { readonly config: FormValues; readonly secrets: FormValues };
  readonly stored: Integration["secrets"];
  /** `config.baseUrl` → what to do. */
  readonly errors: Readonly<Record<string, string>>;
  readonly isDirty: boolean;
  readonly change: (part: "config" | "secrets", name: string, value: string | boolean) => void;
  /** Marks what is missing; true when the form may be sent. */
  readonly validate: () => boolean;
  readonly body: () => { config: Record<string, unknown>; secrets: Record<string, string> };
  readonly reset: () => void;
}

interface Edits {
  readonly config: FormValues;
  readonly secrets: FormValues;
  readonly missing: Readonly<Record<string, string>>;
  /** Paths edited since the form was last sent: what the API said about them is out of date. */
  readonly touched: ReadonlySet<string>;
}
const UNTOUCHED: Edits = { config: {}, secrets: {}, missing: {}, touched: new Set() };
const NOTHING_STORED: Integration["secrets"] = {};

/**
 * State of a form rendered from a connector's schema, at first or for an integration that has values.
 * Give it what the last attempt threw: the API's word about a field stands at that field until it is edited.
 */
export function useConnectorForm(connector: Connector, integration: Integration | undefined, failure: unknown): ConnectorForm {
  const config = useMemo(() => toFormFields(connector.config), [connector]);
  const stored = integration?.state === "disconnected" ? NOTHING_STORED : (integration?.secrets ?? NOTHING_STORED);
  const secrets = useMemo(
    () => toFormFields(connector.secrets).map((field) => (stored[field.name]?.set === true ? { ...field, isRequired: false } : field)),
    [connector, stored],
  );
  const [edits, setEdits] = useState(UNTOUCHED);
  const values = {
    config: { ...initialValues(config, integration?.config), ...edits.config },
    secrets: { ...initialValues(secrets), ...edits.secrets },
  };
  return {
    config,
    secrets,
    values,
    stored,
    errors: { ...without(failure ? errorDetails(failure).fields : {}, edits.touched), ...edits.missing },
    isDirty: Object.keys(edits.config).length + Object.keys(edits.secrets).length > 0,
    change: (part, name, value) =>
      setEdits((before) => {
        const touched = new Set([...before.touched, `${part}.${name}`]);
        return { ...before, [part]: { ...before[part], [name]: value }, missing: without(before.missing, touched), touched };
      }),
    validate: () => {
      const missing = {
        ...findMissing(visibleFields(config, values.config), values.config, "config"),
        ...findMissing(visibleFields(secrets, values.config, config), values.secrets, "secrets"),
      };
      setEdits((before) => ({ ...before, missing, touched: new Set() }));
      return Object.keys(missing).length === 0;
    },
    body: () => ({ config: toSettings(config, values.config, integration?.config), secrets: toSecrets(secrets, values.secrets) }),
    reset: () => setEdits(UNTOUCHED),
  };
}

const without = (errors: Readonly<Record<string, string>>, paths: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).filter(([path]) => !paths.has(path)));
