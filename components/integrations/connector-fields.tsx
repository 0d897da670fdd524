"use client";

import { Fragment } from "react";
import { CheckField } from "@/components/ui/check-field";
import { SecretField } from "@/components/ui/secret-field";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { ColumnsField } from "./columns-field";
import { type FormField, visibleFields } from "./form-fields";
import { LongField } from "./long-field";
import type { ConnectorForm } from "./use-connector-form";

/** The inputs of a connector in the order of its schema: settings, each choice with the secrets that it asks for, the other secrets, then what almost nobody changes. */
export function ConnectorFields({ form }: { form: ConnectorForm }) {
  const config = visibleFields(form.config, form.values.config);
  const secrets = visibleFields(form.secrets, form.values.config, form.config);
  const folded = [...config.filter(isAdvanced).map((field) => ["config", field] as const), ...secrets.filter(isAdvanced).map((field) => ["secrets", field] as const)];
  const plainConfig = config.filter((field) => !field.isAdvanced);
  const plainSecrets = secrets.filter((field) => !field.isAdvanced);
  const besideConfig = (name: string) => plainSecrets.filter((secret) => placeOf(secret, plainConfig) === name);
  const hasError = folded.some(([part, { name }]) => form.errors[`${part}.${name}`] !== undefined);
  return (
    <>
      {plainConfig.map((field) => (
        <Fragment key={field.name}>
          <ConfigField field={field} form={form} />
          {besideConfig(field.name).map((secret) => (
            <SecretInput key={secret.name} field={secret} form={form} />
          ))}
        </Fragment>
      ))}
      {plainSecrets.filter((secret) => placeOf(secret, plainConfig) === undefined).map((field) => (
        <SecretInput key={field.name} field={field} form={form} />
      ))}
      {folded.length === 0 ? null : (
        <details key={String(hasError)} open={hasError} className="border-t border-separator pt-3">
          <summary className="w-fit cursor-pointer text-muted">More settings</summary>
          <div className="mt-4 flex flex-col gap-5">
            {folded.map(([part, field]) => (part === "config" ? <ConfigField key={field.name} field={field} form={form} /> : <SecretInput key={field.name} field={field} form={form} />))}
          </div>
        </details>
      )}
    </>
  );
}

/** A secret that a choice asks for stands behind the last setting that the same choice asks for; any other behind all settings. */
const placeOf = ({ showWhen }: FormField, config: readonly FormField[]): string | undefined =>
  config.findLast(({ name, showWhen: shown }) => showWhen !== undefined && (name === showWhen.field || shown?.field === showWhen.field))?.name;

const isAdvanced = (field: FormField): boolean => field.isAdvanced;

function SecretInput({ field: { name, title, description, isRequired, input }, form }: { field: FormField; form: ConnectorForm }) {
  const Field = input.kind === "long" ? LongField : SecretField;
  return (
    <Field
      label={title}
      help={description}
      isRequired={isRequired}
      value={String(form.values.secrets[name] ?? "")}
      stored={form.stored[name]}
      error={form.errors[`secrets.${name}`]}
      onChange={(value) => form.change("secrets", name, value)}
    />
  );
}

function ConfigField({ field, form }: { field: FormField; form: ConnectorForm }) {
  const { name, title, description, example, isRequired, input } = field;
  const value = form.values.config[name];
  const error = form.errors[`config.${name}`];
  const change = (next: string | boolean) => form.change("config", name, next);
  const text = String(value ?? "");
  switch (input.kind) {
    case "choice":
      return <SelectField label={title} help={description} error={error} value={text} options={input.choices} onChange={change} />;
    case "flag":
      return <CheckField label={title} help={error ?? description} isChecked={value === true} onChange={change} />;
    case "columns":
      return <ColumnsField label={title} help={description} error={error} value={text} fields={input.fields} onChange={change} />;
    case "long":
      return <LongField label={title} help={description} error={error} value={text} onChange={change} isRequired={isRequired} isFile={field.initial === ""} />;
    case "text":
      return <TextField label={title} help={description} error={error} value={text} onChange={change} isRequired={isRequired} {...(example === undefined ? {} : { placeholder: example })} />;
  }
}
