import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findMissing, initialValues, toFormFields, toSecrets, toSettings, visibleFields } from "./form-fields";

const schemaOf = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: "input" });

describe("the form of a connector", () => {
  it("asks for every field of the schema in its order, in the connector's words or readable ones", () => {
    const fields = toFormFields(
      schemaOf(z.object({ baseUrl: z.string().meta({ title: "Okta domain", examples: ["acme.okta.com"] }), pageSize: z.string().default("200") })),
    );
    expect(fields).toMatchObject([
      { name: "baseUrl", title: "Okta domain", example: "acme.okta.com", isRequired: true },
      { name: "pageSize", title: "Page size", isRequired: false, initial: "200" },
    ]);
  });

  it("sends a text blank that was stored and is taken away", () => {
    const fields = toFormFields(schemaOf(z.object({ note: z.string().optional(), other: z.string().optional() })));
    expect(toSettings(fields, { note: "", other: "" }, { note: "kept" })).toEqual({ note: "" });
  });

  it("shows a field only beside the choice that it belongs to", () => {
    const fields = toFormFields(
      schemaOf(
        z.object({
          auth: z.enum(["bearer", "basic"]),
          username: z.string().optional().meta({ showWhen: { field: "auth", is: ["basic"] } }),
        }),
      ),
    );
    expect(visibleFields(fields, { auth: "bearer" }).map(({ name }) => name)).toEqual(["auth"]);
    expect(visibleFields(fields, { auth: "basic" }).map(({ name }) => name)).toEqual(["auth", "username"]);
  });

  it("hides a field with the choice that decides about it", () => {
    const fields = toFormFields(
      schemaOf(
        z.object({
          source: z.enum(["upload", "https"]),
          access: z.enum(["none", "basic"]).meta({ showWhen: { field: "source", is: ["https"] } }),
          username: z.string().optional().meta({ showWhen: { field: "access", is: ["basic"] } }),
        }),
      ),
    );
    expect(visibleFields(fields, { source: "upload", access: "basic" }).map(({ name }) => name)).toEqual(["source"]);
    expect(visibleFields(fields, { source: "https", access: "basic" })).toHaveLength(3);
  });

  it("gives choices their words, a key a field of many lines, columns rows of their own, and folds what has a default", () => {
    const fields = toFormFields(
      schemaOf(
        z.object({
          region: z.enum(["eu", "us-gov"]).meta({ labels: { eu: "Europe" } }),
          key: z.string().max(20_000),
          lines: z.string().max(500).meta({ examples: ["id = Worker\nemail = Mail"] }),
          apiUrl: z.string().default("https://api.example.com"),
          columns: z.record(z.string(), z.enum(["email", "title"])).optional(),
        }),
      ),
    );
    expect(fields.map(({ input }) => input)).toEqual([
      { kind: "choice", choices: [{ value: "eu", label: "Europe" }, { value: "us-gov", label: "Us gov" }] },
      { kind: "long" },
      { kind: "long" },
      { kind: "text" },
      { kind: "columns", fields: ["email", "title"] },
    ]);
    expect(fields.map(({ isAdvanced }) => isAdvanced)).toEqual([false, false, false, true, false]);
    expect(toSettings(fields, { ...initialValues(fields, { columns: { Mail: "email" } }), region: "eu", key: "k" })).toMatchObject({ columns: { Mail: "email" } });
  });

  it("names what is missing before anything is sent", () => {
    const fields = toFormFields(schemaOf(z.object({ baseUrl: z.string().meta({ title: "Okta domain" }) })));
    expect(findMissing(fields, initialValues(fields), "config")).toEqual({ "config.baseUrl": "Enter the Okta domain." });
    expect(findMissing(fields, { baseUrl: "acme.okta.com" }, "config")).toEqual({});
  });

  it("sends a choice and a switch as they stand, and leaves blank texts out", () => {
    const fields = toFormFields(
      schemaOf(z.object({ region: z.enum(["eu", "us"]), strict: z.boolean().default(true), note: z.string().optional() })),
    );
    expect(toSettings(fields, initialValues(fields))).toEqual({ region: "eu", strict: true });
    expect(toSettings(fields, { ...initialValues(fields, { region: "us" }), note: "  " })).toEqual({ region: "us", strict: true });
  });

  it("sends only the secrets that were typed, so that saving a setting never blanks a sealed token", () => {
    const fields = toFormFields(schemaOf(z.object({ token: z.string(), other: z.string() })));
    expect(toSecrets(fields, { token: "new", other: "" })).toEqual({ token: "new" });
  });

  it("shows no field for a schema that is none", () => {
    expect(toFormFields("not a schema")).toEqual([]);
  });
});
