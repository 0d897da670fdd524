"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { buttonVariants } from "@heroui/react";
import { z } from "zod";
import { sendForm } from "@/lib/api/client";

const SETTLES_AFTER_MS = 350;
const Answer = z.object({ ways: z.array(z.object({ id: z.string(), name: z.string(), organizationName: z.string() })) });

/** The domain of what is typed, once nobody types any more; null while it cannot be one. */
function useDomain(email: string): string | null {
  const typed = /@([^\s@]+\.[^\s@]{2,})$/.exec(email.trim())?.[1]?.toLowerCase() ?? null;
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), SETTLES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return typed === null ? null : settled;
}

/** Where the people of the typed domain sign in. Only the domain is asked about, so that nothing is said of a person. */
export function ProviderButtons({ email, callbackUrl }: { email: string; callbackUrl: string | null }) {
  const domain = useDomain(email);
  const ways = useQuery({
    queryKey: ["ways-in", domain],
    queryFn: async () => Answer.parse(await sendForm<unknown>("/api/auth/sso/ways", { email: `somebody@${domain ?? ""}` })).ways,
    enabled: domain !== null,
    staleTime: 60_000,
    retry: false,
  });
  if (domain === null || ways.data === undefined || ways.data.length === 0) return null;
  return (
    <div role="group" aria-label="Ways to sign in" className="flex flex-col gap-2">
      {ways.data.map(({ id, name, organizationName }) => {
        const wishes = new URLSearchParams({ login_hint: email.trim(), ...(callbackUrl !== null && { callbackUrl }) });
        return (
          <a key={id} href={`/api/auth/sso/start/${id}?${wishes.toString()}`} className={`${buttonVariants({ variant: "primary", size: "md" })} w-full`}>
            Continue with {name} <span className="sr-only">for {organizationName}</span>
          </a>
        );
      })}
    </div>
  );
}
