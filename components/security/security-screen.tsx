"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "next/navigation";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";
import { apiQueries } from "@/lib/api/client";
import { Passkeys } from "./passkeys";
import { RecoveryCodes } from "./recovery-codes";
import { AuthenticatorApp } from "./authenticator-app";

/** What I sign in with beside my password. */
export function SecurityScreen() {
  const { organization } = useParams<{ organization: string }>();
  const methods = useQuery(apiQueries.signInMethods.get.queryOptions());
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const onChange = (made: readonly string[] = []) => {
    if (made.length > 0) setCodes(made);
    void queries.invalidateQueries({ queryKey: apiQueries.signInMethods.key() });
  };
  return (
    <Page
      title="Sign-in and security"
      description={methods.data ? `How ${methods.data.email} signs in here, in every Organization.` : "How you sign in here."}
      back={{ href: `/${organization}/me`, label: "My account" }}
      isForm
    >
      {methods.error ? <ErrorState error={methods.error} onRetry={methods.refetch} /> : null}
      {methods.isPending ? <Skeleton className="h-52 w-full" /> : null}
      {methods.data ? (
        <div className="flex flex-col gap-10">
          <Passkeys passkeys={methods.data.passkeys} onChange={onChange} />
          <AuthenticatorApp isSet={methods.data.hasTotp} onChange={onChange} />
          <RecoveryCodes
            left={methods.data.recoveryCodesLeft}
            hasFactor={methods.data.hasTotp || methods.data.passkeys.length > 0}
            codes={codes}
            onClose={() => setCodes([])}
            onChange={onChange}
          />
        </div>
      ) : null}
    </Page>
  );
}
