import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { contract } from "@/lib/api/contract";
import { PROBLEMS } from "@/lib/api/router/problem";

type Document = Awaited<ReturnType<OpenAPIGenerator["generate"]>>;

const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });

const DESCRIPTION = `The API that the product's own pages use. Sign in with a session cookie, or send an API token
(Settings, API tokens) as \`Authorization: Bearer lumos_…\`; a token has the rights that its maker has at that moment.
Lists answer \`{ items, nextCursor }\`: send \`cursor\` back, with the same filters, until it is null. Every refusal is a
problem document (RFC 9457) with a \`code\` for programs, a \`detail\` for people and a \`requestId\` for the log.`;

type Schemas = NonNullable<NonNullable<Document["components"]>["schemas"]>;

const problemSchema: Schemas[string] = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "requestId", "fields"],
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "For people: what is wrong and what to do." },
    code: { type: "string", enum: Object.keys(PROBLEMS) },
    requestId: { type: "string", format: "uuid" },
    fields: {
      type: "object",
      additionalProperties: { type: "string" },
      description: "Path of a field of the input, such as `config.baseUrl`, with what is wrong there.",
    },
  },
};

let made: Promise<Document> | undefined;

/** The OpenAPI 3.1 document, made from the contract once per process. */
export function openApiDocument(): Promise<Document> {
  made ??= generate();
  return made;
}

async function generate(): Promise<Document> {
  const document = await generator.generate(contract, {
    info: { title: "Lumos User Sources", version: "1", description: DESCRIPTION },
    servers: [{ url: "/api/v1" }],
    security: [{ bearer: [] }, { session: [] }],
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
    },
  });
  for (const operation of operationsOf(document)) {
    operation.responses = {
      ...operation.responses,
      default: {
        description: "Refused; `code` says why.",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    };
  }
  return document;
}

export const METHODS = ["get", "put", "post", "delete", "patch"] as const;

function operationsOf(document: Document) {
  return Object.values(document.paths ?? {}).flatMap((path) => METHODS.flatMap((method) => path?.[method] ?? []));
}
