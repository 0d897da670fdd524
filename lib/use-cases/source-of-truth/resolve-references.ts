import { z } from "zod";
import { AppError } from "@/lib/core/errors";

interface Known {
  readonly id: string;
  readonly name: string;
}

/** Lists of integrations, wherever they stand in a policy. */
const LISTS = new Set(["integrationIds", "blankIsEmpty", "deactivatesPeopleOf"]);

/**
 * Puts the id of an integration of this Organization in the place of every reference in a file's settings: an id that is
 * known here, else a name, its own or the one the file gives for that id. Throws `invalid_input` naming each place at
 * which there is no such integration, or more than one.
 */
export function resolveReferences(settings: Readonly<Record<string, unknown>>, { inFile, known }: { inFile: unknown; known: readonly Known[] }): unknown {
  const namesInFile = new Map(z.array(z.looseObject({ id: z.string(), name: z.string() })).catch([]).parse(inFile).map(({ id, name }) => [id, name]));
  const errors: Record<string, string> = {};
  const find = (reference: unknown, path: string): unknown => {
    if (typeof reference !== "string") return reference;
    if (known.some(({ id }) => id === reference)) return reference;
    const name = namesInFile.get(reference) ?? reference;
    const [only, ...others] = known.filter((integration) => integration.name === name);
    if (only !== undefined && others.length === 0) return only.id;
    errors[path] = only === undefined ? `There is no integration “${name}” here. Connect it first, or correct the name.` : `Several integrations are called “${name}”. Write the id of the one you mean.`;
    return reference;
  };
  const walk = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => walk(item, join(path, String(index))));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inside(key, member, join(path, key))]));
  };
  const inside = (key: string, member: unknown, path: string): unknown => {
    if (key === "integrationId") return find(member, path);
    if (LISTS.has(key) && Array.isArray(member)) return member.map((item, index) => find(item, join(path, String(index))));
    if (path !== "statusMaps" || typeof member !== "object" || member === null) return walk(member, path);
    return Object.fromEntries(Object.entries(member).map(([reference, map]) => [find(reference, join(path, reference)), map]));
  };
  const resolved = walk(settings, "");
  if (Object.keys(errors).length > 0) throw new AppError("invalid_input", [...new Set(Object.values(errors))].join(" "), { fields: errors });
  return resolved;
}

const join = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);
