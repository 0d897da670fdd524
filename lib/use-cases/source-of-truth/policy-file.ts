import { Document, isScalar, isSeq, LineCounter, parseDocument, type Scalar, visit } from "yaml";
import { AppError } from "@/lib/core/errors";
import { SourceOfTruthPolicy } from "@/lib/core/source-of-truth";
import { parseInput } from "@/lib/use-cases/use-case";
import { resolveReferences } from "./resolve-references";

export interface IntegrationInFile {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
}

/** The policy as a YAML file that people can read: after each integration's id stands its name. */
export function writePolicyFile(policy: SourceOfTruthPolicy, { title, integrations }: { title: string; integrations: readonly IntegrationInFile[] }): string {
  const names = new Map(integrations.map(({ id, name }) => [id, name.replaceAll(/\s+/g, " ")]));
  const document = new Document({ integrations: integrations.map(({ id, name, connector }) => ({ id, name, connector })), ...policy }, { aliasDuplicateObjects: false });
  document.commentBefore = ` ${title}\n Integrations are found by their id, and where an id is unknown by their name.`;
  visit(document, {
    Scalar(key, node: Scalar) {
      const name = typeof node.value === "string" ? names.get(node.value) : undefined;
      if (name === undefined) return;
      if (key === "key") node.commentBefore = ` ${name}`;
      else node.comment = ` ${name}`;
    },
    // The table itself says the names already.
    Pair: (_, pair) => (isScalar(pair.key) && pair.key.value === "integrations" && isSeq(pair.value) ? visit.SKIP : undefined),
  });
  return document.toString({ lineWidth: 0 });
}

/**
 * The policy in a file. Integrations are those of `known` by id, else by a name that only one of them has. What the file
 * leaves out has its default. Throws `invalid_input` naming each place: a line where it is no YAML, else the path.
 */
export function readPolicyFile(yaml: string, known: readonly IntegrationInFile[]): SourceOfTruthPolicy {
  const { integrations = [], ...settings } = parseYaml(yaml);
  const resolved = resolveReferences(settings, { inFile: integrations, known });
  const policy = parseInput(SourceOfTruthPolicy, resolved);
  const unknown = unknownKeys(resolved, policy, "");
  if (unknown.length > 0) throw refusal(Object.fromEntries(unknown.map((path) => [path, "There is no such setting. Check its spelling, or take it out."])));
  return policy;
}

function parseYaml(yaml: string): Record<string, unknown> {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw refusal({ yaml: `Line ${String(lines.linePos(error.pos[0]).line)} is no YAML: ${error.message}` });
  const content: unknown = toPlain(document);
  if (typeof content !== "object" || content === null || Array.isArray(content)) throw refusal({ yaml: "This file holds no Source of Truth. Export one to see what it looks like." });
  return content as Record<string, unknown>;
}

function toPlain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw refusal({ yaml: "This file refers from one place to another (& and *). Write the values out." });
  }
}

/** Paths that were given and mean nothing: a spelling mistake must not silently leave a default. */
function unknownKeys(given: unknown, understood: unknown, path: string): string[] {
  if (typeof given !== "object" || given === null || typeof understood !== "object" || understood === null) return [];
  const meant = new Map(Object.entries(understood));
  return Object.entries(given).flatMap(([key, value]) => {
    const below = path === "" ? key : `${path}.${key}`;
    return meant.has(key) ? unknownKeys(value, meant.get(key), below) : [below];
  });
}

const refusal = (fields: Readonly<Record<string, string>>): AppError =>
  new AppError("invalid_input", Object.entries(fields).map(([path, message]) => (path === "yaml" ? message : `${path}: ${message}`)).join(" "), { fields });
