-- What other systems send us by SCIM: their tokens, the resources as they keep them, and what no run has settled yet.
CREATE TABLE "scim_tokens" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "last_four" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "scim_tokens_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "scim_resources" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "external_id" TEXT,
    "resource" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scim_resources_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "scim_changes" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" UUID NOT NULL,
    "integration_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,

    CONSTRAINT "scim_changes_pkey" PRIMARY KEY ("organization_id","id")
);

CREATE UNIQUE INDEX "scim_tokens_token_hash_key" ON "scim_tokens"("token_hash");
CREATE INDEX "scim_tokens_organization_id_integration_id_idx" ON "scim_tokens"("organization_id", "integration_id");
CREATE UNIQUE INDEX "scim_resources_organization_id_id_key" ON "scim_resources"("organization_id", "id");
CREATE INDEX "scim_resources_organization_id_integration_id_type_id_idx" ON "scim_resources"("organization_id", "integration_id", "type", "id");
CREATE INDEX "scim_resources_organization_id_integration_id_type_external_idx" ON "scim_resources"("organization_id", "integration_id", "type", "external_id");
CREATE INDEX "scim_resources_organization_id_integration_id_type_name_idx" ON "scim_resources"("organization_id", "integration_id", "type", "name");
CREATE INDEX "scim_changes_organization_id_integration_id_idx" ON "scim_changes"("organization_id", "integration_id");

ALTER TABLE "scim_tokens" ADD CONSTRAINT "scim_tokens_organization_id_integration_id_fkey" FOREIGN KEY ("organization_id", "integration_id") REFERENCES "integrations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "scim_resources" ADD CONSTRAINT "scim_resources_organization_id_integration_id_fkey" FOREIGN KEY ("organization_id", "integration_id") REFERENCES "integrations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "scim_changes" ADD CONSTRAINT "scim_changes_organization_id_integration_id_fkey" FOREIGN KEY ("organization_id", "integration_id") REFERENCES "integrations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------

-- A user name belongs to one User of an Integration, whatever its case.
CREATE UNIQUE INDEX "scim_user_names" ON "scim_resources" ("organization_id", "integration_id", "name") WHERE "type" = 'User';
-- Whose groups: found by a member.
CREATE INDEX "scim_group_members" ON "scim_resources" USING gin (("resource" -> 'members') jsonb_path_ops) WHERE "type" = 'Group';

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['scim_tokens', 'scim_resources', 'scim_changes']
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
GRANT USAGE ON SEQUENCE "scim_changes_id_seq" TO lumos_app;

-- The gate finds whose token it is, and what nobody has settled, without knowing the Organization.
CREATE POLICY at_the_gate ON "scim_tokens" TO lumos_gateway USING (true) WITH CHECK (true);
GRANT SELECT ON "scim_tokens" TO lumos_gateway;
GRANT UPDATE ("last_used_at") ON "scim_tokens" TO lumos_gateway;
GRANT SELECT ("name", "connector") ON "integrations" TO lumos_gateway;
CREATE POLICY at_the_gate ON "scim_changes" TO lumos_gateway USING (true) WITH CHECK (true);
GRANT SELECT ("organization_id", "integration_id") ON "scim_changes" TO lumos_gateway;
