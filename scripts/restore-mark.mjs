// npm run restore:mark: after a backup was restored, before web and worker start. Closes the gate to all but Admins until every
// User Source has been read, and ends every session. `-- --open <organization id>` opens one where a source is gone for good.
import { asOperator } from "./operator.mjs";
import { Refusal } from "./report.mjs";

await asOperator(async () => {
  const [flag, id] = process.argv.slice(2);
  const { markRestored, openByOperator } = await import("../lib/use-cases/restore/close-after-restore.ts");
  if (flag === undefined) {
    const count = await markRestored();
    process.stdout.write(`✓ ${count} Organizations are closed to all but Admins until their sources have been read; every session has ended\n`);
    return;
  }
  if (flag !== "--open" || id === undefined) throw new Refusal("Use: npm run restore:mark, or npm run restore:mark -- --open <organization id>");
  const isOpened = await openByOperator(id);
  process.stdout.write(isOpened ? `✓ ${id} is open\n` : `  ${id} was open already\n`);
});
