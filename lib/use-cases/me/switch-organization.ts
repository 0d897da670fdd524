import { z } from "zod";
import type { PersonActor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { OrganizationId } from "@/lib/core/ids";
import { listPeopleOfIdentities } from "@/lib/db/people-at-the-gate";
import { moveSession } from "@/lib/db/sessions";
import { assertMay, parseInput } from "../use-case";

const Input = z.object({ organizationId: OrganizationId });

/** Moves this browser's session; an Organization of others and one that blocked the person are the same not_found. */
export async function switchOrganization(
  actor: PersonActor,
  rawInput: { organizationId: string },
): Promise<{ id: string; name: string; slug: string }> {
  assertMay(actor, "me:update");
  const { organizationId } = parseInput(Input, rawInput);
  if (actor.via.kind !== "session") {
    throw new AppError("conflict", "An API token belongs to one Organization. Use a token of the other one.");
  }
  if (!(await moveSession(actor.via.sessionId, organizationId))) {
    throw new AppError("not_found", "You are in no Organization with this id, or your access there is off.");
  }
  const people = await listPeopleOfIdentities([actor.via.signInIdentityId]);
  const there = people.find((person) => person.organizationId === organizationId);
  if (!there) throw new AppError("not_found", "You are in no Organization with this id, or your access there is off.");
  return { id: there.organizationId, name: there.organizationName, slug: there.organizationSlug };
}
