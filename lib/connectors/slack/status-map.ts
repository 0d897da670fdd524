import type { StatusRule } from "@/lib/connectors/kit/connector";

/** Slack has flags instead of words; these are the words we make of them. */
export const slackStatusMap: readonly StatusRule[] = [
  { raw: "active", status: "ACTIVE" },
  { raw: "guest", status: "ACTIVE", note: "A guest: single-channel, multi-channel, or of another workspace." },
  { raw: "invited", status: "STAGED", note: "Invited, has not accepted yet." },
  { raw: "deleted", status: "DEPROVISIONED", note: "Slack's word for a deactivated member; the id stays." },
];
