-- Whom a pushed User names as manager: its reports are found by it when that manager is pushed, renamed or removed.
-- A column of its own, since row-level security keeps an index over an expression of jsonb from being used.
ALTER TABLE "scim_resources" ADD COLUMN "manager" TEXT;
UPDATE "scim_resources" SET "manager" = "resource" #>> '{urn:ietf:params:scim:schemas:extension:enterprise:2.0:User,manager,value}' WHERE "type" = 'User';
CREATE INDEX "scim_resources_organization_id_integration_id_type_manager_idx" ON "scim_resources"("organization_id", "integration_id", "type", "manager");
