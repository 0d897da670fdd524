import { KeyValueList } from "@/components/ui/key-value-list";
import { Mono } from "@/components/ui/mono";

const LABELS = { issuer: "Issuer", subject: "Subject", email: "E-mail", isEmailVerified: "E-mail verified", name: "Name" } as const;

const wordsOf = (value: unknown): string => (value === true ? "Yes" : value === false ? "No" : typeof value === "string" ? value : "Not given");

/** What the provider said of whoever tested it. */
export function TestResult({ result }: { result: Readonly<Record<string, unknown>> }) {
  const items = Object.entries(LABELS).map(([key, label]) => ({ key, label, value: <Mono>{wordsOf(result[key])}</Mono> }));
  return (
    <section aria-label="What the last test sign-in said" className="rounded-xl bg-surface-secondary px-4 py-3">
      <KeyValueList items={items} />
    </section>
  );
}
