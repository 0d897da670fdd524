"use client";

import Link from "next/link";
import type { z } from "zod";
import { May } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import { api } from "@/lib/api/client";
import type { HeldIdentity } from "@/lib/api/contract/login-providers";
import { ChangeError } from "./change-error";
import { useChange } from "./use-change";

type Held = z.output<typeof HeldIdentity>;

const REASONS: Readonly<Record<string, string>> = {
  "several-users": "Several people here have this address.",
  "other-account-before": "Another account of the same provider had this address before. A new owner of an address looks just like this.",
  "email-not-verified": "The provider does not say that it verified the address.",
  "domain-not-proven": "The domain of the address is not proven to be yours.",
  "user-made-by-hand": "This person was made by hand or invited, and comes from no source.",
};

function HeldRow({ held, base }: { held: Held; base: string }) {
  const decide = useChange((decision: "link" | "refuse") => api.loginProviders.decideHeld({ id: held.id, decision }));
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-64 wrap-anywhere">
          <p>
            <span className="font-medium">{held.name ?? held.email ?? held.subject}</span> at {held.provider.name} wants to sign in as{" "}
            <Link className="underline underline-offset-2" href={`${base}/users/${held.user.id}`}>
              {held.user.name}
            </Link>
          </p>
          <p className="text-muted">
            {held.email}, subject {held.subject}, <RelativeTime at={held.since} />
          </p>
          <p className="text-muted">{REASONS[held.because ?? ""] ?? held.because}</p>
        </div>
        <May permission="source-of-truth:update">
          <span className="flex gap-2">
            <Button isPending={decide.isPending} onPress={() => decide.mutate("link")} aria-label={`Link to ${held.user.name}`}>
              Link
            </Button>
            <Button variant="quiet" isPending={decide.isPending} onPress={() => decide.mutate("refuse")} aria-label={`Refuse for ${held.user.name}`}>
              Refuse
            </Button>
          </span>
        </May>
      </div>
      <ChangeError error={decide.error} />
    </li>
  );
}

/** Sign-ins that an Admin must look at, since an address alone proves nobody. */
export function HeldSection({ held, base }: { held: readonly Held[]; base: string }) {
  return (
    <Section title="Waiting for you" description="These people proved who they are at a provider, but not yet that they are who they seem to be here.">
      <ul className="flex flex-col divide-y divide-border rounded-xl border border-border">
        {held.map((one) => (
          <HeldRow key={one.id} held={one} base={base} />
        ))}
      </ul>
    </Section>
  );
}
