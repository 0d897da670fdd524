-- Ways in beside the password: OpenID Connect providers of one Organization, the domains that lead to them, and who was
-- proven by which of them.
ALTER TABLE "organizations" ADD COLUMN "password_sign_in" BOOLEAN NOT NULL DEFAULT true;
-- Who signs in by a provider only has no password.
ALTER TABLE "sign_in_identities" ALTER COLUMN "password_hash" DROP NOT NULL;

CREATE TABLE "login_providers" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "client_secret" BYTEA NOT NULL,
    "secret_last_four" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "tested_version" INTEGER,
    "tested_at" TIMESTAMPTZ(6),
    "test_result" JSONB,
    "enabled_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "login_providers_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "email_domains" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "proven_at" TIMESTAMPTZ(6),
    "proven_by" TEXT,
    "next_check_at" TIMESTAMPTZ(6),
    "login_provider_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_domains_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "provider_identities" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "login_provider_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "email" TEXT,
    "name" TEXT,
    "state" TEXT NOT NULL,
    "held_because" TEXT,
    "user_id" UUID NOT NULL,
    "sign_in_identity_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(6),

    CONSTRAINT "provider_identities_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "sign_in_attempts" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "organization_id" UUID NOT NULL,
    "login_provider_id" UUID NOT NULL,
    "state_hash" TEXT NOT NULL,
    "browser_hash" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "code_verifier" TEXT NOT NULL,
    "provider_version" INTEGER NOT NULL,
    "tester_id" UUID,
    "return_to" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "login_providers_organization_id_id_key" ON "login_providers"("organization_id", "id");
CREATE UNIQUE INDEX "email_domains_organization_id_domain_key" ON "email_domains"("organization_id", "domain");
CREATE INDEX "email_domains_domain_idx" ON "email_domains"("domain");
CREATE INDEX "email_domains_next_check_at_idx" ON "email_domains"("next_check_at");
CREATE UNIQUE INDEX "provider_identities_organization_id_login_provider_id_issue_key" ON "provider_identities"("organization_id", "login_provider_id", "issuer", "subject");
CREATE INDEX "provider_identities_organization_id_user_id_idx" ON "provider_identities"("organization_id", "user_id");
CREATE INDEX "provider_identities_sign_in_identity_id_idx" ON "provider_identities"("sign_in_identity_id");
CREATE UNIQUE INDEX "sign_in_attempts_organization_id_state_hash_key" ON "sign_in_attempts"("organization_id", "state_hash");
CREATE INDEX "sign_in_attempts_organization_id_expires_at_idx" ON "sign_in_attempts"("organization_id", "expires_at");

ALTER TABLE "login_providers" ADD CONSTRAINT "login_providers_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "email_domains" ADD CONSTRAINT "email_domains_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "provider_identities" ADD CONSTRAINT "provider_identities_organization_id_login_provider_id_fkey" FOREIGN KEY ("organization_id", "login_provider_id") REFERENCES "login_providers"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "provider_identities" ADD CONSTRAINT "provider_identities_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "users"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "provider_identities" ADD CONSTRAINT "provider_identities_sign_in_identity_id_fkey" FOREIGN KEY ("sign_in_identity_id") REFERENCES "sign_in_identities"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "sign_in_attempts" ADD CONSTRAINT "sign_in_attempts_organization_id_login_provider_id_fkey" FOREIGN KEY ("organization_id", "login_provider_id") REFERENCES "login_providers"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------

ALTER TABLE "login_providers" ADD CONSTRAINT "login_providers_on_only_when_tested" CHECK ("enabled_at" IS NULL OR "tested_version" = "version");
ALTER TABLE "provider_identities" ADD CONSTRAINT "provider_identities_state" CHECK ("state" IN ('LINKED', 'HELD', 'REFUSED'));
-- One person has one account with one provider.
CREATE UNIQUE INDEX "provider_identities_one_per_user" ON "provider_identities" ("organization_id", "login_provider_id", "user_id") WHERE "state" = 'LINKED';

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['login_providers', 'email_domains', 'provider_identities', 'sign_in_attempts']
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

-- The gate finds whose provider it is, which ones a domain leads to, and whom a proven identity opens.
CREATE POLICY at_the_gate ON "login_providers" TO lumos_gateway USING (true) WITH CHECK (true);
GRANT SELECT ("id", "organization_id", "kind", "name", "enabled_at") ON "login_providers" TO lumos_gateway;
CREATE POLICY at_the_gate ON "email_domains" TO lumos_gateway USING (true) WITH CHECK (true);
GRANT SELECT ("id", "organization_id", "domain", "proven_at", "login_provider_id", "next_check_at") ON "email_domains" TO lumos_gateway;
CREATE POLICY at_the_gate ON "provider_identities" TO lumos_gateway USING (true) WITH CHECK (true);
GRANT SELECT ("organization_id", "login_provider_id", "state", "user_id", "sign_in_identity_id") ON "provider_identities" TO lumos_gateway;
GRANT SELECT ("password_sign_in") ON "organizations" TO lumos_gateway;
