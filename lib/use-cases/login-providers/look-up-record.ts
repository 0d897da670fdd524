import { Resolver } from "node:dns/promises";
import { env } from "@/lib/env";
import { recordNameOf, recordValueOf } from "./email-domain-view";

const TIMEOUT_MS = 3_000;
const IS_ABSENT = new Set(["ENOTFOUND", "ENODATA"]);

/** Whether the TXT record is there. "unknown" where the DNS gave no answer, from which nothing follows. */
export async function lookUpRecord(domain: string, token: string): Promise<"present" | "absent" | "unknown"> {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  const server = env().DNS_SERVER;
  if (server !== undefined) resolver.setServers([server]);
  try {
    const records = await resolver.resolveTxt(recordNameOf(domain));
    return records.some((parts) => parts.join("").trim() === recordValueOf(token)) ? "present" : "absent";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return IS_ABSENT.has(code) ? "absent" : "unknown";
  }
}
