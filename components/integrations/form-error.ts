import { errorDetails } from "@/components/ui/error-details";
import type { ConnectorForm } from "./use-connector-form";

/** The error to show above the actions: undefined when all it says stands at fields that are on screen. */
export function bannerError(failure: unknown, form: ConnectorForm, further: readonly string[] = []): unknown {
  if (!failure) return undefined;
  const shown = new Set([...form.config.map(({ name }) => `config.${name}`), ...form.secrets.map(({ name }) => `secrets.${name}`), ...further]);
  const fields = Object.keys(errorDetails(failure).fields);
  return fields.length > 0 && fields.every((field) => shown.has(field)) ? undefined : failure;
}
