-- Roles of the original product.
ALTER TYPE "user_role" ADD VALUE 'READ_ONLY_ADMIN' BEFORE 'USER';
ALTER TYPE "user_role" ADD VALUE 'AUDITOR' BEFORE 'USER';
ALTER TYPE "user_role" ADD VALUE 'APP_ADMIN' BEFORE 'USER';

ALTER TABLE "users" ADD COLUMN "administered_integration_ids" UUID[] NOT NULL DEFAULT '{}';

ALTER TABLE "organizations"
    ADD COLUMN "session_idle_minutes" INTEGER,
    ADD COLUMN "session_hours" INTEGER,
    ADD COLUMN "delete_at" TIMESTAMPTZ(6);

ALTER TABLE "sessions"
    ADD COLUMN "means" TEXT NOT NULL DEFAULT 'password',
    ADD COLUMN "address" TEXT,
    ADD COLUMN "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;

ALTER TABLE "api_tokens" ADD COLUMN "scopes" TEXT[] NOT NULL DEFAULT '{}';

-- The log goes with its Organization, and with nothing else: no program may delete from it.
ALTER TABLE "activity_entries" ADD CONSTRAINT "activity_entries_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "activity_links" ADD CONSTRAINT "activity_links_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------

-- Who holds a role beyond the common one: few, and looked for often.
CREATE INDEX "role_holders" ON "users" ("organization_id", "id") WHERE "role" <> 'USER';
CREATE INDEX "organizations_to_delete" ON "organizations" ("delete_at") WHERE "delete_at" IS NOT NULL;

GRANT SELECT ("administered_integration_ids") ON "users" TO lumos_gateway;
GRANT SELECT ("session_idle_minutes", "session_hours", "delete_at") ON "organizations" TO lumos_gateway;

-- An Organization goes only when its grace period is over, whatever a program asks for.
GRANT DELETE ON "organizations" TO lumos_app;
CREATE POLICY only_after_grace ON "organizations" AS RESTRICTIVE FOR DELETE TO lumos_app USING ("delete_at" <= now());
