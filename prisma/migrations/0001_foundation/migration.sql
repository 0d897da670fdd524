-- CreateEnum
CREATE TYPE "employee_status" AS ENUM ('ACTIVE', 'STAGED', 'SUSPENDED', 'INACTIVE');

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('ADMIN', 'USER');

-- CreateEnum
CREATE TYPE "account_status" AS ENUM ('ACTIVE', 'STAGED', 'SUSPENDED', 'ARCHIVED', 'DEPROVISIONED', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "account_kind" AS ENUM ('HUMAN', 'SERVICE', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "sync_run_state" AS ENUM ('QUEUED', 'RUNNING', 'HELD', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'DISCARDED');

-- CreateEnum
CREATE TYPE "sync_run_mode" AS ENUM ('COMPLETE', 'INCREMENTAL');

-- CreateEnum
CREATE TYPE "walk_state" AS ENUM ('QUEUED', 'READING', 'READ', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "integration_state" AS ENUM ('CONNECTED', 'BROKEN', 'DISCONNECTED');

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "contact" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_identities" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_hash" TEXT NOT NULL,
    "sign_in_identity_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "ended_at" TIMESTAMPTZ(6),
    "ended_reason" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_links" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "sign_in_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity_entries" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_user_id" UUID,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" JSONB NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "activity_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_events" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(6),

    CONSTRAINT "outbox_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "email" TEXT,
    "given_name" TEXT,
    "family_name" TEXT,
    "employee_status" "employee_status" NOT NULL,
    "status_changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "profile" JSONB NOT NULL DEFAULT '{}',
    "provenance" JSONB NOT NULL DEFAULT '{}',
    "role" "user_role" NOT NULL DEFAULT 'USER',
    "sign_in_identity_id" UUID,
    "sourceless_since" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sort_name" TEXT NOT NULL GENERATED ALWAYS AS (left(lower(coalesce(nullif(trim(coalesce("given_name", '') || ' ' || coalesce("family_name", '')), ''), "email", '')), 100)) STORED,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "kind" "account_kind" NOT NULL,
    "status" "account_status" NOT NULL,
    "raw_status" TEXT NOT NULL,
    "email" TEXT,
    "employee_number" TEXT,
    "aliases" TEXT[],
    "profile" JSONB NOT NULL,
    "raw" JSONB NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "first_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "missing_walks" SMALLINT NOT NULL DEFAULT 0,
    "missing_since" TIMESTAMPTZ(6),
    "user_id" UUID,
    "link_rule" TEXT,
    "linked_at" TIMESTAMPTZ(6),

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_runs" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "started_by_id" UUID,
    "mode" "sync_run_mode" NOT NULL,
    "state" "sync_run_state" NOT NULL DEFAULT 'QUEUED',
    "stage" TEXT NOT NULL DEFAULT 'read',
    "policy_version" INTEGER,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "error" JSONB,
    "held_because" JSONB,
    "digest" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),
    "approved_at" TIMESTAMPTZ(6),
    "approved_by_id" UUID,
    "approved_digest" TEXT,
    "lease_epoch" INTEGER NOT NULL DEFAULT 0,
    "lease_expires_at" TIMESTAMPTZ(6),
    "announced_at" TIMESTAMPTZ(6),

    CONSTRAINT "sync_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "walks" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "sync_run_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "state" "walk_state" NOT NULL DEFAULT 'QUEUED',
    "cursor" TEXT,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "accounts" INTEGER NOT NULL DEFAULT 0,
    "quarantined" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "progress" JSONB NOT NULL DEFAULT '{}',
    "is_complete" BOOLEAN,
    "incomplete_because" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(6),
    "error_kind" TEXT,
    "error_message" TEXT,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),
    "lease_epoch" INTEGER NOT NULL DEFAULT 0,
    "lease_expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "walks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
-- Unlogged: rows live for one run; a crash of the server empties the table and the walk begins again.
CREATE UNLOGGED TABLE "staged_accounts" (
    "organization_id" UUID NOT NULL,
    "walk_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "is_understood" BOOLEAN NOT NULL DEFAULT true,
    "kind" "account_kind" NOT NULL,
    "status" "account_status" NOT NULL,
    "raw_status" TEXT NOT NULL,
    "email" TEXT,
    "employee_number" TEXT,
    "aliases" TEXT[],
    "profile" JSONB NOT NULL,
    "raw" JSONB NOT NULL,
    "content_hash" BYTEA NOT NULL,

    CONSTRAINT "staged_accounts_pkey" PRIMARY KEY ("organization_id","walk_id","external_id")
);

-- CreateTable
CREATE TABLE "quarantined_records" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "walk_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "external_id" TEXT,
    "reason" TEXT NOT NULL,
    "raw" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quarantined_records_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "changes" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "sync_run_id" UUID,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "before" TEXT,
    "after" TEXT,
    "access" TEXT,
    "reason" TEXT NOT NULL,
    "account_id" UUID,
    "integration_id" UUID,
    "applied_at" TIMESTAMPTZ(6),
    "actor_user_id" UUID,

    CONSTRAINT "changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "match_reviews" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "candidate_user_ids" UUID[],
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(6),

    CONSTRAINT "match_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integrations" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "connector" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" "integration_state" NOT NULL DEFAULT 'CONNECTED',
    "config" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sync_at" TIMESTAMPTZ(6),
    "last_error_at" TIMESTAMPTZ(6),
    "last_error_kind" TEXT,
    "last_error_message" TEXT,
    "next_sync_at" TIMESTAMPTZ(6),

    CONSTRAINT "integrations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "last_four" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration_files" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "mode" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uploaded_by_id" UUID,

    CONSTRAINT "integration_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_of_truth_versions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "policy" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "saved_by_id" UUID,
    "applied_at" TIMESTAMPTZ(6),

    CONSTRAINT "source_of_truth_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organizations_slug_key" ON "organizations"("slug");

-- CreateIndex
CREATE INDEX "sign_in_identities_email_idx" ON "sign_in_identities"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_organization_id_user_id_idx" ON "sessions"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "sessions_sign_in_identity_id_idx" ON "sessions"("sign_in_identity_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_organization_id_user_id_idx" ON "api_tokens"("organization_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_links_token_hash_key" ON "sign_in_links"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_links_organization_id_user_id_idx" ON "sign_in_links"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "activity_entries_organization_id_at_id_idx" ON "activity_entries"("organization_id", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "outbox_events_organization_id_created_at_idx" ON "outbox_events"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "users_organization_id_sort_name_id_idx" ON "users"("organization_id", "sort_name", "id");

-- CreateIndex
CREATE INDEX "users_organization_id_employee_status_sort_name_id_idx" ON "users"("organization_id", "employee_status", "sort_name", "id");

-- CreateIndex
CREATE INDEX "users_organization_id_email_idx" ON "users"("organization_id", "email");

-- CreateIndex
CREATE INDEX "users_sign_in_identity_id_idx" ON "users"("sign_in_identity_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_organization_id_id_key" ON "users"("organization_id", "id");

-- CreateIndex
CREATE INDEX "accounts_organization_id_user_id_idx" ON "accounts"("organization_id", "user_id");

-- CreateIndex
CREATE INDEX "accounts_organization_id_email_idx" ON "accounts"("organization_id", "email");

-- CreateIndex
CREATE INDEX "accounts_organization_id_employee_number_idx" ON "accounts"("organization_id", "employee_number");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_organization_id_id_key" ON "accounts"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_organization_id_integration_id_external_id_key" ON "accounts"("organization_id", "integration_id", "external_id");

-- CreateIndex
CREATE INDEX "sync_runs_organization_id_created_at_id_idx" ON "sync_runs"("organization_id", "created_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "sync_runs_organization_id_id_key" ON "sync_runs"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "walks_organization_id_id_key" ON "walks"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "walks_organization_id_sync_run_id_integration_id_key" ON "walks"("organization_id", "sync_run_id", "integration_id");

-- CreateIndex
CREATE INDEX "quarantined_records_organization_id_walk_id_idx" ON "quarantined_records"("organization_id", "walk_id");

-- CreateIndex
CREATE INDEX "changes_organization_id_user_id_applied_at_idx" ON "changes"("organization_id", "user_id", "applied_at");

-- CreateIndex
CREATE INDEX "changes_organization_id_sync_run_id_kind_idx" ON "changes"("organization_id", "sync_run_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "match_reviews_organization_id_account_id_key" ON "match_reviews"("organization_id", "account_id");

-- CreateIndex
CREATE INDEX "integrations_next_sync_at_idx" ON "integrations"("next_sync_at");

-- CreateIndex
CREATE UNIQUE INDEX "integrations_organization_id_id_key" ON "integrations"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "credentials_organization_id_integration_id_field_key" ON "credentials"("organization_id", "integration_id", "field");

-- CreateIndex
CREATE INDEX "integration_files_organization_id_integration_id_uploaded_a_idx" ON "integration_files"("organization_id", "integration_id", "uploaded_at");

-- CreateIndex
CREATE UNIQUE INDEX "source_of_truth_versions_organization_id_version_key" ON "source_of_truth_versions"("organization_id", "version");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_sign_in_identity_id_fkey" FOREIGN KEY ("sign_in_identity_id") REFERENCES "sign_in_identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_organization_id_integration_id_fkey" FOREIGN KEY ("organization_id", "integration_id") REFERENCES "integrations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "walks" ADD CONSTRAINT "walks_organization_id_sync_run_id_fkey" FOREIGN KEY ("organization_id", "sync_run_id") REFERENCES "sync_runs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "walks" ADD CONSTRAINT "walks_organization_id_integration_id_fkey" FOREIGN KEY ("organization_id", "integration_id") REFERENCES "integrations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changes" ADD CONSTRAINT "changes_organization_id_sync_run_id_fkey" FOREIGN KEY ("organization_id", "sync_run_id") REFERENCES "sync_runs"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_organization_id_integration_id_fkey" FOREIGN KEY ("organization_id", "integration_id") REFERENCES "integrations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_files" ADD CONSTRAINT "integration_files_organization_id_integration_id_fkey" FOREIGN KEY ("organization_id", "integration_id") REFERENCES "integrations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_of_truth_versions" ADD CONSTRAINT "source_of_truth_versions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------

-- One reader per integration at a time, whichever run it works for.
CREATE UNIQUE INDEX "walks_one_reader_per_integration" ON "walks" ("organization_id", "integration_id") WHERE "state" = 'READING';
-- One run over the whole Source of Truth at a time.
CREATE UNIQUE INDEX "sync_runs_one_active_source_of_truth" ON "sync_runs" ("organization_id") WHERE "scope" = 'SOURCE_OF_TRUTH' AND "state" IN ('QUEUED', 'RUNNING');
-- What the reconciler looks for.
CREATE INDEX "sync_runs_unfinished" ON "sync_runs" ("announced_at") WHERE "state" IN ('QUEUED', 'RUNNING');
-- A walk is looked up by its integration for the last complete one.
CREATE INDEX "walks_by_integration" ON "walks" ("organization_id", "integration_id", "started_at" DESC);
-- Access taken in the last 24 hours, for the limits.
CREATE INDEX "changes_access_lost" ON "changes" ("organization_id", "applied_at") WHERE "access" = 'LOST';
CREATE INDEX "users_by_email" ON "users" ("organization_id", "email", "id");
CREATE INDEX "users_by_status_change" ON "users" ("organization_id", "status_changed_at", "id");
CREATE INDEX "users_sourceless" ON "users" ("organization_id", "sort_name", "id") WHERE "sourceless_since" IS NOT NULL;

-- The second wall: every table with organization_id is forced behind a policy. The app connects as a member of
-- lumos_app, which owns nothing and cannot bypass; without the setting it sees no row. The sub-select makes
-- Postgres evaluate the setting once per statement instead of once per row.
DO $$
DECLARE
  tenant_table text;
BEGIN
  FOR tenant_table IN
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY in_organization ON %I TO lumos_app
         USING (organization_id = (SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid))
         WITH CHECK (organization_id = (SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
      tenant_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lumos_app', tenant_table);
  END LOOP;
END $$;

ALTER TABLE "organizations" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organizations" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_organization ON "organizations" TO lumos_app
  USING (id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid))
  WITH CHECK (id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE ON "organizations" TO lumos_app;

-- What was written stays written.
REVOKE UPDATE, DELETE ON "activity_entries" FROM lumos_app;
REVOKE UPDATE, DELETE ON "source_of_truth_versions" FROM lumos_app;
GRANT UPDATE ("applied_at") ON "source_of_truth_versions" TO lumos_app;

-- lumos_gateway reads what is needed before an Organization is known: who is at the door, and which runs wait.
-- It sees these columns over all Organizations and nothing else.
DO $$
DECLARE
  gateway_table text;
BEGIN
  FOREACH gateway_table IN ARRAY ARRAY['organizations', 'sessions', 'api_tokens', 'sign_in_links', 'users', 'sync_runs', 'walks', 'integrations']
  LOOP
    EXECUTE format('CREATE POLICY at_the_gate ON %I TO lumos_gateway USING (true) WITH CHECK (true)', gateway_table);
  END LOOP;
END $$;
GRANT SELECT ("id", "name", "slug", "contact", "created_at") ON "organizations" TO lumos_gateway;
GRANT SELECT, INSERT ON "sign_in_identities" TO lumos_gateway;
GRANT UPDATE ("password_hash") ON "sign_in_identities" TO lumos_gateway;
GRANT SELECT, INSERT, UPDATE, DELETE ON "sessions" TO lumos_gateway;
GRANT SELECT ON "api_tokens" TO lumos_gateway;
GRANT UPDATE ("last_used_at") ON "api_tokens" TO lumos_gateway;
GRANT SELECT ON "sign_in_links" TO lumos_gateway;
GRANT UPDATE ("used_at") ON "sign_in_links" TO lumos_gateway;
GRANT SELECT ("id", "organization_id", "email", "given_name", "family_name", "employee_status", "status_changed_at", "role", "sign_in_identity_id") ON "users" TO lumos_gateway;
GRANT UPDATE ("sign_in_identity_id") ON "users" TO lumos_gateway;
GRANT SELECT ("id", "organization_id", "state", "scope", "lease_expires_at", "announced_at", "created_at") ON "sync_runs" TO lumos_gateway;
GRANT UPDATE ("announced_at") ON "sync_runs" TO lumos_gateway;
GRANT SELECT ("id", "organization_id", "sync_run_id", "integration_id", "state", "next_attempt_at", "lease_expires_at") ON "walks" TO lumos_gateway;
GRANT SELECT ("id", "organization_id", "state", "next_sync_at") ON "integrations" TO lumos_gateway;
