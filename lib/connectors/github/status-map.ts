import type { StatusRule } from "@/lib/connectors/kit/connector";

/** GitHub has lists instead of words; these are the words we make of them, and those of its SCIM service. */
export const githubStatusMap: readonly StatusRule[] = [
  { raw: "member", status: "ACTIVE" },
  { raw: "outside collaborator", status: "ACTIVE", note: "No member of the organization; works in some of its repositories." },
  { raw: "invited", status: "STAGED", note: "Invited, has not accepted yet." },
  { raw: "invitation failed", status: "STAGED", note: "The invitation expired or could not be delivered; GitHub's reason is in the record." },
  { raw: "suspended", status: "SUSPENDED", note: "Suspended on GitHub Enterprise Server." },
  { raw: "active:true", status: "ACTIVE" },
  { raw: "active:false", status: "SUSPENDED", note: "A managed user whom the identity provider suspended." },
];
