import type { z } from "zod";
import type { About, Actor } from "@/lib/core/access/actor";
import { actorMay } from "@/lib/core/access/actor";
import { type Permission, reachOf } from "@/lib/core/access/permissions";
import { AppError } from "@/lib/core/errors";
import { inOrganization, type OrganizationScope } from "@/lib/db/in-organization";
import { assertRecentProof, type NeededProof } from "./recent-proof";

export interface UseCaseContext<Input> {
  readonly actor: Actor;
  readonly input: Input;
  readonly scope: OrganizationScope;
  /** Runs after the commit, in order; for anything Postgres cannot roll back. */
  readonly afterCommit: (effect: () => Promise<void>) => void;
}

/**
 * Refuses an actor without the permission; for use cases that need steps outside one transaction. An integration that the
 * actor is not named on is not_found, as if there were none.
 */
export function assertMay(actor: Actor, permission: Permission, about?: About): void {
  if (actorMay(actor, permission, about)) return;
  if (about !== undefined && actor.kind === "person" && reachOf(actor.role, permission) === "named" && actorMay(actor, permission, "listed")) {
    throw new AppError("not_found", "There is no such integration.");
  }
  throw new AppError("forbidden", "Your role does not allow this. Ask an Admin of your organization.");
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
  /** For what is worth a stolen session: see `NeededProof`. */
  proof?: NeededProof;
  /** Of which integration it is, or "listed" where `run` leaves out what is out of reach. Without it, App Admins are refused. */
  about?: "listed" | ((input: z.output<Schema>) => About);
  run: (context: UseCaseContext<z.output<Schema>>) => Promise<Output>;
}) {
  return async (actor: Actor, rawInput: z.input<Schema>): Promise<Output> => {
    const { about } = definition;
    assertMay(actor, definition.permission, about === undefined ? undefined : "listed");
    const input = parseInput(definition.input, rawInput);
    if (typeof about === "function") assertMay(actor, definition.permission, about(input));
    if (definition.proof !== undefined) await assertRecentProof(actor, definition.proof);
    const effects: (() => Promise<void>)[] = [];
    const output = await inOrganization(actor.organizationId, (scope) =>
      definition.run({ actor, input, scope, afterCommit: (effect) => effects.push(effect) }),
    );
    for (const effect of effects) await effect();
    return output;
  };
}
