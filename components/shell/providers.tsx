"use client";

import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useState, type ReactNode } from "react";
import { RouterProvider } from "react-aria-components";
import { errorDetails } from "@/components/ui/error-details";
import { ProofDialog } from "@/components/security/proof-dialog";
import { Toaster } from "@/components/ui/toast";
import { UnsavedGuard } from "@/components/ui/unsaved-guard";

const RETRIES_MAX = 2;

/** A refusal stays a refusal: only what may pass by itself is asked again. */
const mayPass = (error: unknown) => {
  const { status } = errorDetails(error);
  return status === undefined || status === 0 || status >= 500;
};

function toSignIn(error: unknown): void {
  if (errorDetails(error).code !== "unauthenticated") return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}

const createQueryClient = () =>
  new QueryClient({
    queryCache: new QueryCache({ onError: toSignIn }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (failures, error) => failures < RETRIES_MAX && mayPass(error) },
    },
  });

/** What every page needs around it: the query cache, filters in the URL, client-side links, toasts, the unsaved guard. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const router = useRouter();
  return (
    <QueryClientProvider client={queryClient}>
      <NuqsAdapter>
        <RouterProvider navigate={(path) => router.push(path)}>
          {children}
          <UnsavedGuard />
          <Toaster />
          <ProofDialog />
        </RouterProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}
