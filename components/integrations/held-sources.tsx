"use client";

import { useQuery } from "@tanstack/react-query";
import { HoldBanner } from "./hold-banner";
import { integrationsQuery } from "./integrations-queries";

/** The holds on these sources, each with its release; a run that read none shows all there are. */
export function HeldSources({ among }: { among: readonly string[] }) {
  const integrations = useQuery(integrationsQuery());
  const held = (integrations.data?.items ?? []).filter(({ id, hold }) => hold !== null && (among.length === 0 || among.includes(id)));
  return held.map((integration) => <HoldBanner key={integration.id} integration={integration} />);
}
