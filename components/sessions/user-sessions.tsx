"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMay } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { errorDetails } from "@/components/ui/error-details";
import { ErrorState } from "@/components/ui/error-state";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { api, apiQueries } from "@/lib/api/client";
import { deviceName } from "./device-name";
import { SessionList } from "./session-list";

/** Where a User is signed in here. Ending a session takes no access: who may sign in may do so again. */
export function UserSessions({ userId, name }: { userId: string; name: string }) {
  const queryClient = useQueryClient();
  const mayEnd = useMay("user:manage");
  const sessions = useQuery(apiQueries.users.sessions.queryOptions({ input: { id: userId } }));
  const end = useMutation({
    mutationFn: (sessionId: string | null) => (sessionId === null ? api.users.endSessions({ id: userId }) : api.users.endSession({ id: userId, sessionId })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: apiQueries.users.key() }),
    onError: (error) => toast(errorDetails(error).message, { tone: "danger" }),
  });
  const items = sessions.data?.items ?? [];
  return (
    <Section
      title="Sessions"
      description="Where this person is signed in now."
      aside={
        mayEnd && items.length > 0 ? (
          <Button isPending={end.isPending && end.variables === null} onPress={() => end.mutate(null)}>
            End all sessions
          </Button>
        ) : null
      }
    >
      {sessions.error ? <ErrorState error={sessions.error} onRetry={sessions.refetch} /> : null}
      {sessions.isPending ? <Skeleton className="h-16 w-full" /> : null}
      {sessions.data && items.length === 0 ? <p className="text-muted">{name} is not signed in anywhere.</p> : null}
      <SessionList
        sessions={items}
        action={(session) =>
          mayEnd ? (
            <Button variant="quiet" aria-label={`End the session of ${deviceName(session.userAgent)}`} onPress={() => end.mutate(session.id)}>
              End
            </Button>
          ) : null
        }
      />
    </Section>
  );
}
