import { z } from "zod";
import { recordId, recordText } from "@/lib/connectors/kit/read-records";

/** The lists give their records as they come: each is parsed on its own, so that a bad one stops nobody else. */
export const GithubPage = z.array(z.unknown());

const Emails = z.array(z.looseObject({ value: recordText })).nullish();

/** What an identity provider says of somebody, by SAML or by SCIM. */
const LinkedIdentity = z.looseObject({ nameId: recordText, username: recordText, givenName: recordText, familyName: recordText, emails: Emails }).nullish();

const ExternalIdentity = z.looseObject({
  samlIdentity: LinkedIdentity,
  scimIdentity: LinkedIdentity,
  user: z.looseObject({ databaseId: z.int().nullish() }).nullish(),
});

const UserNode = z.looseObject({
  databaseId: z.int().nullish(),
  name: recordText,
  email: recordText,
  organizationVerifiedDomainEmails: z.array(z.string()).nullish(),
});

const GraphQlError = z.looseObject({ type: z.string().nullish(), message: z.string().nullish() });

/** GraphQL answers with status 200 also where it refuses a part: `errors` says which. */
export const GraphQlAnswer = z.looseObject({ data: z.unknown(), errors: z.array(GraphQlError).nullish() });

export const Identities = z
  .looseObject({
    nodes: z.array(UserNode.nullish()).nullish(),
    organization: z
      .looseObject({
        viewerIsAMember: z.boolean().nullish(),
        samlIdentityProvider: z.record(z.string(), z.looseObject({ nodes: z.array(ExternalIdentity.nullish()).nullish() }).nullish()).nullish(),
      })
      .nullish(),
  })
  .nullish();

export const OrganizationFacts = z
  .looseObject({
    organization: z
      .looseObject({ name: recordText, viewerIsAMember: z.boolean().nullish(), membersWithRole: z.looseObject({ totalCount: z.int() }).nullish() })
      .nullish(),
  })
  .nullish();

/** A member or an outside collaborator, joined with what GraphQL knows of the same person. */
export const GithubPerson = z.looseObject({
  id: recordId,
  login: recordText,
  type: recordText,
  /** Only GitHub Enterprise Server gives it. */
  suspended_at: recordText,
  user: UserNode.nullish(),
  identity: ExternalIdentity.nullish(),
});
export type GithubPerson = z.output<typeof GithubPerson>;

export const GithubInvitation = z.looseObject({ id: recordId, login: recordText, email: recordText, failed_reason: recordText });
export type GithubInvitation = z.output<typeof GithubInvitation>;

export const GithubManagedUserPage = z.looseObject({ totalResults: z.int().nonnegative(), Resources: z.array(z.unknown()) });

/** A user of an enterprise with managed users, as its SCIM service shows it. */
export const GithubManagedUser = z.looseObject({
  id: recordId,
  userName: recordText,
  displayName: recordText,
  name: z.looseObject({ givenName: recordText, familyName: recordText, formatted: recordText }).nullish(),
  emails: z.array(z.looseObject({ value: recordText, primary: z.boolean().nullish() })).nullish(),
  /** Not `z.boolean()`: what is neither true nor false is a word nobody knows, and no reason to lose the record. */
  active: z.unknown(),
});
export type GithubManagedUser = z.output<typeof GithubManagedUser>;
