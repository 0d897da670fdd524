import { PROBLEMS } from "@/lib/api/router/problem";
import { fieldsOf, typeOf, type Field } from "./describe-schema";
import { METHODS, type openApiDocument } from "./openapi-document";
import { STYLE } from "./style";

type Document = Awaited<ReturnType<typeof openApiDocument>>;
type Operation = NonNullable<NonNullable<NonNullable<Document["paths"]>[string]>["get"]>;

interface Entry {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly operation: Operation;
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const code = (text: string): string => `<code>${escape(text)}</code>`;

/** The reference as one plain page: no script, nothing from another host, light and dark as the reader's system is. */
export function renderReference(document: Document): string {
  const entries = entriesOf(document);
  const tags = [...new Set(entries.map((entry) => entry.tag))];
  const sections = tags.map((tag) => renderSection(tag, entries.filter((entry) => entry.tag === tag)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API reference · ${escape(document.info.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="Operations"><a class="home" href="/">${escape(document.info.title)}</a>${renderContents(tags, entries)}</nav>
<main>
<h1>API reference</h1>
${paragraphs(document.info.description ?? "")}
<p>For programs: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> (OpenAPI ${escape(document.openapi)}).</p>
<pre>curl -H "Authorization: Bearer lumos_…" https://your-host/api/v1/me</pre>
${sections.join("\n")}
${renderProblems()}
</main>
</body>
</html>
`;
}

function entriesOf(document: Document): Entry[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method];
      if (!operation) return [];
      const id = operation.operationId ?? `${method} ${path}`;
      return [{ id, method: method.toUpperCase(), path, tag: operation.tags?.[0] ?? "Other", operation }];
    }),
  );
}

function renderContents(tags: readonly string[], entries: readonly Entry[]): string {
  const list = (tag: string): string =>
    entries
      .filter((entry) => entry.tag === tag)
      .map((entry) => `<li><a href="#${escape(entry.id)}">${escape(entry.operation.summary ?? entry.path)}</a></li>`)
      .join("");
  return `${tags.map((tag) => `<h2>${escape(tag)}</h2><ul>${list(tag)}</ul>`).join("")}<h2>Refusals</h2><ul><li><a href="#problems">Problem codes</a></li></ul>`;
}

function renderSection(tag: string, entries: readonly Entry[]): string {
  return `<section><h2>${escape(tag)}</h2>${entries.map(renderEntry).join("\n")}</section>`;
}

function renderEntry({ id, method, path, operation }: Entry): string {
  return `<article id="${escape(id)}">
<h3>${escape(operation.summary ?? id)}</h3>
<p class="call"><b>${method}</b> ${code(`/api/v1${path}`)}</p>
${renderParameters(operation)}
${renderBody(operation)}
${renderAnswers(operation)}
</article>`;
}

function renderParameters(operation: Operation): string {
  const rows = (operation.parameters ?? []).flatMap((parameter): Field[] => {
    if (!("name" in parameter)) return [];
    const schema: unknown = parameter.schema;
    const isPath = parameter.in === "path";
    return [{ name: parameter.name, type: typeOf(schema), isRequired: parameter.required === true, note: isPath ? "In the path." : "" }];
  });
  return renderTable("Parameters", rows);
}

function renderBody(operation: Operation): string {
  const body = operation.requestBody;
  if (!body || !("content" in body)) return "";
  const content: [string, unknown][] = Object.entries(body.content);
  const types = content.map(([type]) => code(type)).join(" or ");
  return `${renderTable("Body", fieldsOf(schemaOf(content[0]?.[1])))}<p class="note">Sent as ${types}.</p>`;
}

function renderAnswers(operation: Operation): string {
  return Object.entries(operation.responses ?? {})
    .filter(([status]) => status !== "default")
    .map(([status, response]) => {
      const content: unknown = "content" in response ? response.content?.["application/json"] : undefined;
      return `<details><summary>Answers ${code(status)}</summary>${renderTable("", fieldsOf(schemaOf(content)))}</details>`;
    })
    .join("");
}

const schemaOf = (content: unknown): unknown =>
  typeof content === "object" && content !== null && "schema" in content ? content.schema : undefined;

function renderTable(title: string, fields: readonly Field[]): string {
  if (fields.length === 0) return "";
  const rows = fields.map(
    (field) =>
      `<tr><th scope="row">${code(field.name)}${field.isRequired ? "" : ' <span class="note">optional</span>'}</th><td>${escape(field.type)}</td><td>${escape(field.note)}</td></tr>`,
  );
  const heading = title === "" ? "" : `<h4>${title}</h4>`;
  return `${heading}<div class="scroll"><table><thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Note</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function renderProblems(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([name, { status, title }]) => `<tr id="problem-${name}"><th scope="row">${code(name)}</th><td>${status}</td><td>${escape(title)}</td></tr>`,
  );
  return `<section id="problems"><h2>Problem codes</h2>
<p>Sent as ${code("application/problem+json")}; ${code("detail")} says what to do, ${code("fields")} names what is wrong in the input.</p>
<div class="scroll"><table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join("")}</tbody></table></div></section>`;
}

const paragraphs = (text: string): string =>
  `<p>${escape(text).replace(/`([^`]+)`/g, "<code>$1</code>")}</p>`;
