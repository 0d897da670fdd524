import type { OrganizationId, SyncRunId, WalkId } from "@/lib/core/ids";

/** Which walk of which run of whom. */
export interface ReadSourceIds {
  readonly organizationId: OrganizationId;
  readonly syncRunId: SyncRunId;
  readonly walkId: WalkId;
}
