"use client";

import { Mark } from "@/components/ui/mark";
import { RelativeTime } from "@/components/ui/relative-time";
import { Stat } from "@/components/ui/stat";
import { useOrganizationPath } from "@/components/shell/use-organization-path";
import type { Integration } from "@/lib/api/contract/integrations";
import { stateLook } from "./integration-words";
import { Freshness } from "./integration-row";

/** How the connection is, how many it knows, how fresh that is; each number leads to its list. */
export function IntegrationFacts({ integration }: { integration: Integration }) {
  const path = useOrganizationPath();
  const look = stateLook(integration);
  const { id, people, accounts, userSourceRank, file, lastCompleteAt, credentialsExpireAt, fieldDrift } = integration;
  return (
    <div className="flex flex-wrap items-start gap-x-8 gap-y-4 border-b border-separator pb-5">
      <Stat label="people" value={people} href={path(`/users?integrationId=${id}`)} />
      <Stat label="accounts" value={accounts} href={path(`/accounts?integrationId=${id}`)} />
      <Stat label={userSourceRank === null ? "not in User Sources" : "place in User Sources"} value={userSourceRank ?? "None"} href={path("/settings/source-of-truth")} />
      <div className="min-w-40">
        <Mark shape={look.shape} tone={look.tone}>
          {look.word}
        </Mark>
        <div className="text-xs text-muted">
          <Freshness integration={integration} />
          {lastCompleteAt === null || lastCompleteAt === integration.lastSyncAt ? null : (
            <p>
              Last complete sync <RelativeTime at={lastCompleteAt} />
            </p>
          )}
          {credentialsExpireAt === null ? null : (
            <p>
              Credentials end <RelativeTime at={credentialsExpireAt} />
            </p>
          )}
          {fieldDrift === null || fieldDrift.added.length === 0 ? null : <p className="wrap-anywhere">New in its records: {fieldDrift.added.slice(0, 5).join(", ")}</p>}
          {file === null ? null : (
            <p className="wrap-anywhere">
              {file.name}, {file.mode === "snapshot" ? "a full list" : "additions only"}, uploaded <RelativeTime at={file.uploadedAt} />
            </p>
          )}
        </div>
      </div>
    </div>
  );
}
