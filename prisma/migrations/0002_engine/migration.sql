-- What the engine needs to explain, to undo, to be overruled by people, and to act on dates.

ALTER TABLE "users"
  ADD COLUMN "next_transition_at" TIMESTAMPTZ(6),
  ADD COLUMN "merged_into_id" UUID;
ALTER TABLE "integrations"
  ADD COLUMN "held_since" TIMESTAMPTZ(6),
  ADD COLUMN "held_reason" TEXT,
  ADD COLUMN "complete_every_minutes" INTEGER NOT NULL DEFAULT 60,
  ADD COLUMN "incremental_every_minutes" INTEGER,
  ADD COLUMN "next_incremental_at" TIMESTAMPTZ(6),
  ADD COLUMN "watermark" TEXT;
ALTER TABLE "sync_runs"
  ADD COLUMN "undoes_id" UUID,
  ADD COLUMN "undone_by_id" UUID,
  ADD COLUMN "preview_digest" TEXT,
  ADD COLUMN "expires_at" TIMESTAMPTZ(6),
  ADD COLUMN "selection" JSONB;
ALTER TABLE "changes"
  ADD COLUMN "undone_at" TIMESTAMPTZ(6),
  ADD COLUMN "before_account_id" UUID;

-- What an Account was before it changed.
CREATE TABLE "account_versions" (
    "organization_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(6) NOT NULL,
    "valid_to" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" "account_kind" NOT NULL,
    "status" "account_status" NOT NULL,
    "raw_status" TEXT NOT NULL,
    "profile" JSONB NOT NULL,
    "raw" JSONB NOT NULL,
    "missing_since" TIMESTAMPTZ(6),
    "user_id" UUID,

    CONSTRAINT "account_versions_pkey" PRIMARY KEY ("organization_id","account_id","valid_to")
);

CREATE TABLE "overrides" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT,
    "reason" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),
    "release_when_agreed" BOOLEAN NOT NULL DEFAULT false,
    "lifted_at" TIMESTAMPTZ(6),
    "lifted_by_id" UUID,
    "lifted_because" TEXT,
    "previous_value" TEXT,

    CONSTRAINT "overrides_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "match_decisions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "user_id" UUID,
    "kind" TEXT NOT NULL,
    "reason" TEXT,
    "previous_user_id" UUID,
    "previous_rule" TEXT,
    "split_id" UUID,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "match_decisions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "user_merges" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "kept_user_id" UUID NOT NULL,
    "merged_user_id" UUID NOT NULL,
    "account_ids" UUID[],
    "before" JSONB NOT NULL,
    "reason" TEXT,
    "merged_by_id" UUID,
    "merged_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(6),

    CONSTRAINT "user_merges_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "previews" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "base_version" INTEGER NOT NULL,
    "policy" JSONB NOT NULL,
    "digest" TEXT,
    "counts" JSONB NOT NULL,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "previews_pkey" PRIMARY KEY ("id")
);

-- One link of an Organization's chain for each activity entry: SHA-256 over the entry and the link before it.
CREATE TABLE "activity_links" (
    "organization_id" UUID NOT NULL,
    "place" BIGINT NOT NULL,
    "entry_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "linked_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "activity_links_pkey" PRIMARY KEY ("organization_id","place")
);

-- Activity entries that wait for their link.
CREATE TABLE "activity_unsealed" (
    "organization_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,

    CONSTRAINT "activity_unsealed_pkey" PRIMARY KEY ("organization_id","entry_id")
);

-- How often somebody else took the walk because its reader's lease ran out.
ALTER TABLE "walks" ADD COLUMN "lease_losses" INTEGER NOT NULL DEFAULT 0;

-- Which cursors a walk has used, so that a list that leads back to itself is noticed at the cost of one row a page.
-- Unlogged like staged_accounts, with which it is lost and begun again.
CREATE UNLOGGED TABLE "walk_cursors" (
    "organization_id" UUID NOT NULL,
    "walk_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "walk_cursors_pkey" PRIMARY KEY ("organization_id","walk_id","hash")
);

-- Single records that were asked for because a complete walk did not list them.
CREATE UNLOGGED TABLE "walk_lookups" (
    "organization_id" UUID NOT NULL,
    "walk_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "is_gone" BOOLEAN NOT NULL,

    CONSTRAINT "walk_lookups_pkey" PRIMARY KEY ("organization_id","walk_id","external_id")
);

CREATE INDEX "users_next_transition_at_idx" ON "users"("next_transition_at");
CREATE INDEX "integrations_next_incremental_at_idx" ON "integrations"("next_incremental_at");
CREATE INDEX "account_versions_organization_id_user_id_idx" ON "account_versions"("organization_id", "user_id");
CREATE INDEX "overrides_organization_id_user_id_idx" ON "overrides"("organization_id", "user_id");
CREATE INDEX "overrides_expires_at_idx" ON "overrides"("expires_at");
CREATE INDEX "match_decisions_organization_id_account_id_idx" ON "match_decisions"("organization_id", "account_id");
CREATE INDEX "user_merges_organization_id_merged_user_id_idx" ON "user_merges"("organization_id", "merged_user_id");
CREATE INDEX "previews_organization_id_created_at_idx" ON "previews"("organization_id", "created_at");
CREATE UNIQUE INDEX "activity_links_organization_id_entry_id_key" ON "activity_links"("organization_id", "entry_id");

ALTER TABLE "account_versions" ADD CONSTRAINT "account_versions_organization_id_account_id_fkey" FOREIGN KEY ("organization_id", "account_id") REFERENCES "accounts"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "match_decisions" ADD CONSTRAINT "match_decisions_organization_id_account_id_fkey" FOREIGN KEY ("organization_id", "account_id") REFERENCES "accounts"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "previews" ADD CONSTRAINT "previews_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------

-- Matching follows a merged User to the kept one.
CREATE INDEX "users_merged" ON "users" ("organization_id", "id") WHERE "merged_into_id" IS NOT NULL;
-- One override in force for each field of a User.
CREATE UNIQUE INDEX "overrides_in_force" ON "overrides" ("organization_id", "user_id", "field") WHERE "lifted_at" IS NULL;

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['account_versions', 'overrides', 'match_decisions', 'user_merges', 'previews', 'activity_links', 'activity_unsealed', 'walk_cursors', 'walk_lookups']
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

-- What was written stays written.
REVOKE UPDATE, DELETE ON "activity_links" FROM lumos_app;
REVOKE UPDATE, DELETE ON "account_versions" FROM lumos_app;

-- The gate finds what is due without knowing the Organization.
CREATE POLICY at_the_gate ON "overrides" TO lumos_gateway USING (true) WITH CHECK (true);
GRANT SELECT ("id", "organization_id", "expires_at", "lifted_at") ON "overrides" TO lumos_gateway;
GRANT SELECT ("next_transition_at", "merged_into_id") ON "users" TO lumos_gateway;
GRANT SELECT ("next_incremental_at", "held_since") ON "integrations" TO lumos_gateway;
GRANT SELECT ("expires_at") ON "sync_runs" TO lumos_gateway;
-- What /metrics counts, over all Organizations and about none.
GRANT SELECT ("started_at", "finished_at", "mode") ON "sync_runs" TO lumos_gateway;
GRANT SELECT ("pages", "accounts", "quarantined", "started_at", "finished_at", "lease_losses") ON "walks" TO lumos_gateway;
CREATE POLICY at_the_gate ON "activity_unsealed" TO lumos_gateway USING (true) WITH CHECK (true);
GRANT SELECT ("organization_id") ON "activity_unsealed" TO lumos_gateway;

-- Whatever changes an Account, a sync, a person or an undo, leaves what it was: nobody can forget to write it. Once a
-- statement, over all rows that it changed. The first change of a transaction has the state that others could see.
-- The plan is kept from one call to the next, and the next one may be of a hundred thousand rows after one of none: no
-- nested loop, whatever the first one looked like.
CREATE FUNCTION keep_account_versions() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
BEGIN
  INSERT INTO account_versions (organization_id, account_id, valid_from, kind, status, raw_status, profile, raw, missing_since, user_id)
  SELECT was.organization_id, was.id, was.changed_at, was.kind, was.status, was.raw_status, was.profile, was.raw,
    was.missing_since, was.user_id
  FROM rows_before was JOIN rows_after is_now ON is_now.id = was.id
  WHERE is_now.content_hash <> was.content_hash OR is_now.missing_since IS DISTINCT FROM was.missing_since
    OR is_now.user_id IS DISTINCT FROM was.user_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_account_versions AFTER UPDATE ON "accounts" REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION keep_account_versions();

-- Whoever writes an activity entry, it waits for its link; the entries of before this migration do too.
CREATE FUNCTION await_activity_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO activity_unsealed (organization_id, entry_id) SELECT organization_id, id FROM written;
  RETURN NULL;
END $$;
CREATE TRIGGER await_activity_link AFTER INSERT ON "activity_entries" REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION await_activity_link();
-- An owner who is no superuser sees through a forced policy no more than anybody else.
ALTER TABLE "activity_entries" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "activity_unsealed" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "activity_unsealed" ("organization_id", "entry_id") SELECT "organization_id", "id" FROM "activity_entries";
ALTER TABLE "activity_entries" FORCE ROW LEVEL SECURITY;
ALTER TABLE "activity_unsealed" FORCE ROW LEVEL SECURITY;
