import { errorDetails } from "@/components/ui/error-details";
import { visibleFields } from "./form-fields";
import type { ConnectorForm } from "./use-connector-form";

/** The error to show above the actions: undefined when all it says stands at fields that are on screen. */
export function bannerError(failure: unknown, form: ConnectorForm, further: readonly string[] = []): unknown {
  if (!failure) return undefined;
  const shown = new Set([
    ...visibleFields(form.config, form.values.config).map(({ name }) => `config.${name}`),
    ...visibleFields(form.secrets, form.values.config, form.config).map(({ name }) => `secrets.${name}`),
    ...further,
  ]);
  const fields = Object.keys(errorDetails(failure).fields);
  return fields.length > 0 && fields.every((field) => shown.has(field)) ? undefined : failure;
}
