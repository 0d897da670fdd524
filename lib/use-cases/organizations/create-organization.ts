import { z } from "zod";
import type { PersonActor } from "@/lib/core/access/actor";
import { AppError } from "@/lib/core/errors";
import { createOrganization as insertOrganization, type OrganizationView } from "@/lib/db/organizations";
import { findPersonAtTheGate, listPeopleOfIdentities } from "@/lib/db/people-at-the-gate";
import { recordFounding } from "./record-founding";
import { assertMay, parseInput } from "../use-case";

const ORGANIZATIONS_PER_PERSON_MAX = 20;
const Input = z.object({ name: z.string().trim().min(1).max(100) });

/** A new Organization whose first Admin is its maker, with the same way to sign in; nobody else is in it. */
export async function createOrganization(actor: PersonActor, rawInput: { name: string }): Promise<OrganizationView> {
  assertMay(actor, "organization:create");
  const { name } = parseInput(Input, rawInput);
  const maker = await findPersonAtTheGate(actor.organizationId, actor.userId);
  if (maker?.signInIdentityId == null) {
    throw new AppError("conflict", "You have no way to sign in yet. Ask an Admin for a sign-in link, then create the Organization.");
  }
  const { signInIdentityId, email, givenName, familyName } = maker;
  if ((await listPeopleOfIdentities([signInIdentityId])).length >= ORGANIZATIONS_PER_PERSON_MAX) {
    throw new AppError("conflict", `You are in ${ORGANIZATIONS_PER_PERSON_MAX} Organizations, which is the most there can be.`);
  }
  const { organization } = await insertOrganization(name, { signInIdentityId, email, givenName, familyName }, recordFounding);
  return organization;
}
