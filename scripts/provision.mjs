// The release step of a deployment: roles, queue and migrations, then it ends. Needs DATABASE_URL (the owner's) and
// APP_SECRET; the passwords of the roles follow from the secret, so `serve.mjs` needs no owner.
import { setupTokenOf } from "./keys.mjs";
import { migrate } from "./migrate.mjs";
import { hasOrganization } from "./product.mjs";
import { explain, Refusal, step } from "./report.mjs";
import { provisionRoles } from "./roles.mjs";

try {
  const { DATABASE_URL, APP_SECRET } = process.env;
  if (!DATABASE_URL) throw new Refusal("Set DATABASE_URL to the address of the database's owner.");
  if (!APP_SECRET || APP_SECRET.length < 32) throw new Refusal("Set APP_SECRET to the secret that web and worker have, of at least 32 characters.");
  await step("Provision roles and queue", () => provisionRoles(DATABASE_URL, APP_SECRET));
  await step("Migrate", async () => {
    const names = await migrate(DATABASE_URL);
    return names.length === 0 ? "nothing to do" : names.join(", ");
  });
  if (!(await hasOrganization(DATABASE_URL))) {
    process.stdout.write(`No Organization yet: open /setup and enter this token: ${setupTokenOf(APP_SECRET)}\n`);
  }
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
