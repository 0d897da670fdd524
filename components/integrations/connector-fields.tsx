"use client";

import { SecretField } from "@/components/ui/secret-field";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { type FormField, visibleFields } from "./form-fields";
import type { ConnectorForm } from "./use-connector-form";

/** The inputs of a connector in the order of its schema: settings first, then secrets. */
export function ConnectorFields({ form }: { form: ConnectorForm }) {
  return (
    <>
      {visibleFields(form.config, form.values.config).map((field) => (
        <ConfigField key={field.name} field={field} form={form} />
      ))}
      {visibleFields(form.secrets, form.values.config).map(({ name, title, description, isRequired }) => (
        <SecretField
          key={name}
          label={title}
          help={description}
          isRequired={isRequired}
          value={String(form.values.secrets[name] ?? "")}
          stored={form.stored[name]}
          error={form.errors[`secrets.${name}`]}
          onChange={(value) => form.change("secrets", name, value)}
        />
      ))}
    </>
  );
}

function ConfigField({ field, form }: { field: FormField; form: ConnectorForm }) {
  const { name, title, description, example, isRequired, input } = field;
  const value = form.values.config[name];
  const error = form.errors[`config.${name}`];
  const change = (next: string | boolean) => form.change("config", name, next);
  switch (input.kind) {
    case "choice":
      return (
        <SelectField
          label={title}
          help={description}
          error={error}
          value={String(value ?? "")}
          options={input.choices.map((choice) => ({ value: choice, label: choice }))}
          onChange={change}
        />
      );
    case "flag":
      return (
        <label className="flex items-start gap-2.5">
          <input type="checkbox" className="mt-0.5 size-4 accent-accent" checked={value === true} onChange={(event) => change(event.target.checked)} />
          <span>
            {title}
            {description === undefined ? null : <span className="block text-xs text-muted">{description}</span>}
          </span>
        </label>
      );
    case "text":
      return (
        <TextField
          label={title}
          help={description}
          error={error}
          value={String(value ?? "")}
          onChange={change}
          isRequired={isRequired}
          {...(example === undefined ? {} : { placeholder: example })}
        />
      );
  }
}
