-- When the operator said that a backup was restored; null again when every User Source has been read since.
ALTER TABLE "organizations" ADD COLUMN "restored_at" TIMESTAMPTZ(6);
CREATE INDEX "organizations_restored" ON "organizations" ("restored_at") WHERE "restored_at" IS NOT NULL;
GRANT SELECT ("restored_at") ON "organizations" TO lumos_gateway;
