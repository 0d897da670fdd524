"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { apiQueries } from "@/lib/api/client";
import type { UserDetail } from "@/lib/api/contract/users";
import { personName } from "./person-name";

export function RoleDialog({ user, isOpen, onClose }: { user: UserDetail; isOpen: boolean; onClose: () => void }) {
  const queryClient = useQueryClient();
  const name = personName(user);
  const becomesAdmin = user.role !== "ADMIN";
  const update = useMutation(
    apiQueries.users.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: apiQueries.users.key() });
        onClose();
      },
    }),
  );
  const close = () => {
    update.reset();
    onClose();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={becomesAdmin ? `Make ${name} an Admin?` : `Take the Admin role from ${name}?`}
      actions={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            variant={becomesAdmin ? "primary" : "danger"}
            isPending={update.isPending}
            onPress={() => update.mutate({ id: user.id, role: becomesAdmin ? "ADMIN" : "USER" })}
          >
            {becomesAdmin ? "Make Admin" : "Take the Admin role"}
          </Button>
        </>
      }
    >
      <p>
        {becomesAdmin
          ? "An Admin sees everybody, connects integrations, changes the Source of Truth and gives this role to others."
          : "This person keeps their sign-in and then sees only their own page. It holds from the next request."}
      </p>
      {update.isError ? (
        <div className="mt-3">
          <Banner tone="danger">{errorDetails(update.error).message}</Banner>
        </div>
      ) : null}
    </Dialog>
  );
}
