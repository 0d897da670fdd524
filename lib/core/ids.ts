import { z } from "zod";

const brandedUuid = <Brand extends string>() => z.uuid().brand<Brand>();

export const OrganizationId = brandedUuid<"OrganizationId">();
export type OrganizationId = z.output<typeof OrganizationId>;
export const UserId = brandedUuid<"UserId">();
export type UserId = z.output<typeof UserId>;
export const IntegrationId = brandedUuid<"IntegrationId">();
export type IntegrationId = z.output<typeof IntegrationId>;
export const AccountId = brandedUuid<"AccountId">();
export type AccountId = z.output<typeof AccountId>;
export const SyncRunId = brandedUuid<"SyncRunId">();
export type SyncRunId = z.output<typeof SyncRunId>;
export const WalkId = brandedUuid<"WalkId">();
export type WalkId = z.output<typeof WalkId>;
export const SessionId = brandedUuid<"SessionId">();
export type SessionId = z.output<typeof SessionId>;
export const SignInIdentityId = brandedUuid<"SignInIdentityId">();
export type SignInIdentityId = z.output<typeof SignInIdentityId>;
export const ApiTokenId = brandedUuid<"ApiTokenId">();
export type ApiTokenId = z.output<typeof ApiTokenId>;
export const OverrideId = brandedUuid<"OverrideId">();
export type OverrideId = z.output<typeof OverrideId>;
