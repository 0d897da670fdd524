// node scripts/prove-domain.mjs <organization id> <domain>: the operator's word that a domain belongs to an Organization, where a
// TXT record is not possible. It stands in the Organization's activity log.
import { asOperator } from "./operator.mjs";
import { Refusal } from "./report.mjs";

await asOperator(async () => {
  const [id, domain] = process.argv.slice(2);
  const { proveDomainByOperator } = await import("../lib/use-cases/login-providers/prove-domain-by-operator.ts");
  if (id === undefined || domain === undefined) throw new Refusal("Use: node scripts/prove-domain.mjs <organization id> <domain>");
  await proveDomainByOperator(id, domain);
  process.stdout.write(`✓ ${domain} is proven for ${id}\n`);
});
