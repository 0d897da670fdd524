import type { z } from "zod";
import type { Actor } from "@/lib/core/access/actor";
import { actorMay } from "@/lib/core/access/actor";
import type { Permission } from "@/lib/core/access/permissions";
import { AppError } from "@/lib/core/errors";
import { inOrganization, type OrganizationScope } from "@/lib/db/in-organization";

export interface UseCaseContext<Input> {
  readonly actor: Actor;
  readonly input: Input;
  readonly scope: OrganizationScope;
  /** Runs after the commit, in order; for anything Postgres cannot roll back. */
  readonly afterCommit: (effect: () => Promise<void>) => void;
}

/** Refuses an actor without the permission; for use cases that need steps outside one transaction. */
export function assertMay(actor: Actor, permission: Permission): void {
  if (!actorMay(actor, permission)) {
    throw new AppError("forbidden", "Your role does not allow this. Ask an Admin of your organization.");
  }
}

/** Parses or throws `invalid_input` with one message per field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, rawInput: unknown): z.output<Schema> {
  const parsed = schema.safeParse(rawInput);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]));
  const sentences = Object.entries(fields).map(([field, message]) => (field === "" ? message : `${field}: ${message}`));
  throw new AppError("invalid_input", sentences.join(" "), { cause: parsed.error, fields });
}

/** Checks the permission, parses the input, opens the Organization, then runs: in that order, always. */
export function useCase<Schema extends z.ZodType, Output>(definition: {
  permission: Permission;
  input: Schema;
  run: (context: UseCaseContext<z.output<Schema>>) => Promise<Output>;
}) {
  return async (actor: Actor, rawInput: z.input<Schema>): Promise<Output> => {
    assertMay(actor, definition.permission);
    const input = parseInput(definition.input, rawInput);
    const effects: (() => Promise<void>)[] = [];
    const output = await inOrganization(actor.organizationId, (scope) =>
      definition.run({ actor, input, scope, afterCommit: (effect) => effects.push(effect) }),
    );
    for (const effect of effects) await effect();
    return output;
  };
}
