"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { ErrorState } from "@/components/ui/error-state";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { api, apiQueries } from "@/lib/api/client";
import { deviceName } from "./device-name";
import { SessionList } from "./session-list";

/** Where I am signed in, over all my Organizations, and the way to end what I do not know. */
export function MySessions() {
  const queryClient = useQueryClient();
  const sessions = useQuery(apiQueries.me.sessions.queryOptions());
  const settled = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiQueries.me.sessions.key() }),
    onError: (error: Error) => toast(errorDetails(error).message, { tone: "danger" }),
  };
  const end = useMutation({ mutationFn: (id: string) => api.me.endSession({ id }), ...settled });
  const endOthers = useMutation({ mutationFn: () => api.me.endOtherSessions(), ...settled });
  const items = sessions.data?.items ?? [];
  return (
    <Section
      title="Where you are signed in"
      description="End what you do not know: it is refused from its next request on. Then change your password."
      aside={
        items.length > 1 ? (
          <Button isPending={endOthers.isPending} onPress={() => endOthers.mutate()}>
            End all others
          </Button>
        ) : null
      }
    >
      {sessions.error ? <ErrorState error={sessions.error} onRetry={sessions.refetch} /> : null}
      {sessions.isPending ? <Skeleton className="h-24 w-full" /> : null}
      <SessionList
        sessions={items}
        showOrganization
        action={(session) =>
          session.isThis ? null : (
            <Button variant="quiet" aria-label={`End the session of ${deviceName(session.userAgent)}`} isPending={end.isPending && end.variables === session.id} onPress={() => end.mutate(session.id)}>
              End
            </Button>
          )
        }
      />
    </Section>
  );
}
