import type { ApiTokenId, IntegrationId, OrganizationId, SessionId, SignInIdentityId, UserId } from "@/lib/core/ids";
import type { Permission } from "./permissions";
import { reachOf } from "./permissions";
import type { Role } from "./roles";

/** Who asks, in which Organization: read anew for every request, so that its rights are those of now. */
export type Actor = PersonActor | SystemActor;

export interface PersonActor {
  readonly kind: "person";
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly name: string;
  readonly role: Role;
  /** On which an App Admin is named; nobody else needs them. */
  readonly integrationIds?: readonly IntegrationId[];
  readonly via:
    | { readonly kind: "session"; readonly sessionId: SessionId; readonly signInIdentityId: SignInIdentityId }
    | {
        readonly kind: "token";
        readonly apiTokenId: ApiTokenId;
        /** What the token was made for; null or absent for all that its maker may do. */
        readonly scopes?: readonly Permission[] | null;
      };
}

/** A part of the product acting by itself, such as the worker; bound to one Organization like everybody. */
export interface SystemActor {
  readonly kind: "system";
  readonly organizationId: OrganizationId;
  readonly name: string;
}

/** Of which integration something is; "listed" where the use case itself leaves out those out of reach; absent where it is of none. */
export type About = IntegrationId | "listed" | undefined;

/** Whether the actor may do it; a system actor may do what its caller decided to run. */
export function actorMay(actor: Actor, permission: Permission, about?: About): boolean {
  if (actor.kind === "system") return true;
  const { via } = actor;
  if (via.kind === "token" && via.scopes != null && !via.scopes.includes(permission)) return false;
  switch (reachOf(actor.role, permission)) {
    case "all":
      return true;
    case "none":
      return false;
    case "named":
      return about === "listed" || (about !== undefined && (actor.integrationIds ?? []).includes(about));
  }
}

/** The integrations that the actor reaches with the permission; undefined for every one. */
export function reachedIntegrations(actor: Actor, permission: Permission): readonly IntegrationId[] | undefined {
  return actor.kind === "system" || reachOf(actor.role, permission) === "all" ? undefined : (actor.integrationIds ?? []);
}
