import { fieldLabel } from "@/lib/core/users/field-label";
import type { Connector } from "@/lib/api/contract/integrations";

/** What to do in the other system, numbered, and what will be read from it. */
export function SetupSteps({ connector: { name, category, setupSteps, provides, reads } }: { connector: Connector }) {
  // "SCIM 2.0" or "LDAP" is a language, not a place where anything could be set.
  const place = category === "directory" || category === "file" ? "the other system" : name;
  return (
    <section className="min-w-0" aria-labelledby="setup-steps">
      <h2 id="setup-steps" className="mb-3 text-base font-medium">
        {reads === "file" ? "Prepare the file" : `In ${place}`}
      </h2>
      <ol className="flex flex-col gap-3">
        {setupSteps.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span aria-hidden className="tabular inline-flex size-6 shrink-0 items-center justify-center rounded-full border border-border text-xs text-muted">
              {index + 1}
            </span>
            <span className="min-w-0 max-w-[60ch] pt-0.5 wrap-anywhere">{step}</span>
          </li>
        ))}
      </ol>
      <p className="mt-6 max-w-[60ch] text-muted">
        Reads {provides.map((field) => fieldLabel(field).toLowerCase()).join(", ")} and status. Nothing is written to {reads === "file" ? "the file" : place}.
      </p>
    </section>
  );
}
