"use client";

import { CopyField } from "@/components/ui/copy-field";

/** What the other system is told; the token is there this once. */
export function ScimPushAccess({ access }: { access: { baseUrl: string; token: string } }) {
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <p>Enter both in the other system now. The token is shown this once and cannot be read again.</p>
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium">Base URL</span>
        <CopyField label="Base URL" value={access.baseUrl} />
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium">Token</span>
        <CopyField label="Token" value={access.token} />
      </div>
    </div>
  );
}
