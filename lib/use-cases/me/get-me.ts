import type { PersonActor } from "@/lib/core/access/actor";
import type { Role } from "@/lib/core/access/roles";
import { AppError } from "@/lib/core/errors";
import type { EmployeeStatus } from "@/lib/core/users/employee-status";
import { findPersonAtTheGate, listPeopleOfIdentities, mayEnter, type PersonAtTheGate } from "@/lib/db/people-at-the-gate";
import { assertMay } from "../use-case";

interface OrganizationRef {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

export interface MeView {
  readonly id: string;
  readonly email: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly employeeStatus: EmployeeStatus;
  readonly roles: Role[];
  readonly organization: OrganizationRef;
  readonly organizations: OrganizationRef[];
}

/** The person who asks, and every Organization that their sign-in opens now. */
export async function getMe(actor: PersonActor): Promise<MeView> {
  assertMay(actor, "me:read");
  const person = await findPersonAtTheGate(actor.organizationId, actor.userId);
  if (!person) throw new AppError("unauthenticated", "You are not known here any more. Sign in again.");
  // By the identity of this very session: a Login Provider opens fewer Organizations than the person's password.
  const identityId = actor.via.kind === "session" ? actor.via.signInIdentityId : person.signInIdentityId;
  const everywhere = identityId === null ? [person] : await listPeopleOfIdentities([identityId]);
  return {
    id: person.userId,
    email: person.email,
    givenName: person.givenName,
    familyName: person.familyName,
    employeeStatus: person.employeeStatus,
    roles: [person.role],
    organization: toRef(person),
    organizations: everywhere.filter((one) => mayEnter(one)).map(toRef),
  };
}

const toRef = (person: PersonAtTheGate): OrganizationRef => ({
  id: person.organizationId,
  name: person.organizationName,
  slug: person.organizationSlug,
});
