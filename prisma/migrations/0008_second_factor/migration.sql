-- Second factors, passkeys, passwords forgotten, mail that waits, and counts of wrong tries. They belong to ways to sign in,
-- which stand above Organizations: only the gateway may touch them.
ALTER TABLE "sign_in_identities" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'person';
ALTER TABLE "sessions" ADD COLUMN "proven_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "organizations" ADD COLUMN "second_factor_for_admins" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "passkeys" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "sign_in_identity_id" UUID NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[] NOT NULL DEFAULT '{}',
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "totp_secrets" (
    "sign_in_identity_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "confirmed_at" TIMESTAMPTZ(6),
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "totp_secrets_pkey" PRIMARY KEY ("sign_in_identity_id")
);

CREATE TABLE "recovery_codes" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "sign_in_identity_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "sign_in_steps" (
    "token_hash" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "challenge" TEXT,
    "identity_ids" UUID[] NOT NULL DEFAULT '{}',
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sign_in_steps_pkey" PRIMARY KEY ("token_hash")
);

CREATE TABLE "password_resets" (
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("token_hash")
);

CREATE TABLE "mails" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_try_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMPTZ(6),

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

CREATE UNIQUE INDEX "passkeys_credential_id_key" ON "passkeys"("credential_id");
CREATE INDEX "passkeys_sign_in_identity_id_idx" ON "passkeys"("sign_in_identity_id");
CREATE INDEX "recovery_codes_sign_in_identity_id_idx" ON "recovery_codes"("sign_in_identity_id");
CREATE INDEX "sign_in_steps_expires_at_idx" ON "sign_in_steps"("expires_at");
CREATE INDEX "password_resets_email_idx" ON "password_resets"("email");
CREATE INDEX "mails_next_try_at_idx" ON "mails"("next_try_at");
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");

ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_sign_in_identity_id_fkey" FOREIGN KEY ("sign_in_identity_id") REFERENCES "sign_in_identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "totp_secrets" ADD CONSTRAINT "totp_secrets_sign_in_identity_id_fkey" FOREIGN KEY ("sign_in_identity_id") REFERENCES "sign_in_identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_sign_in_identity_id_fkey" FOREIGN KEY ("sign_in_identity_id") REFERENCES "sign_in_identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------

GRANT SELECT, INSERT, UPDATE, DELETE ON "passkeys", "totp_secrets", "recovery_codes", "sign_in_steps", "password_resets", "mails", "rate_limits" TO lumos_gateway;
GRANT SELECT ("second_factor_for_admins") ON "organizations" TO lumos_gateway;
