import type { ApiTokenId, OrganizationId, SessionId, SignInIdentityId, UserId } from "@/lib/core/ids";
import type { Permission } from "./permissions";
import { roleMay } from "./permissions";
import type { Role } from "./roles";

/** Who asks, in which Organization: read anew for every request, so that its rights are those of now. */
export type Actor = PersonActor | SystemActor;

export interface PersonActor {
  readonly kind: "person";
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly name: string;
  readonly role: Role;
  readonly via:
    | { readonly kind: "session"; readonly sessionId: SessionId; readonly signInIdentityId: SignInIdentityId }
    | { readonly kind: "token"; readonly apiTokenId: ApiTokenId };
}

/** A part of the product acting by itself, such as the worker; bound to one Organization like everybody. */
export interface SystemActor {
  readonly kind: "system";
  readonly organizationId: OrganizationId;
  readonly name: string;
}

/** Whether the actor may do it; a system actor may do what its caller decided to run. */
export const actorMay = (actor: Actor, permission: Permission): boolean =>
  actor.kind === "system" || roleMay(actor.role, permission);
