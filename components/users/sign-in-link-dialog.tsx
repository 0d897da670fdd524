"use client";

import { useMutation } from "@tanstack/react-query";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog } from "@/components/ui/dialog";
import { errorDetails } from "@/components/ui/error-details";
import { RelativeTime } from "@/components/ui/relative-time";
import { apiQueries } from "@/lib/api/client";
import type { UserDetail } from "@/lib/api/contract/users";
import { personName } from "./person-name";
import { employeeStatusWord } from "./status-words";

/** Asks first, because whoever holds the link becomes this person; then shows it once. */
export function SignInLinkDialog({ user, isOpen, onClose }: { user: UserDetail; isOpen: boolean; onClose: () => void }) {
  const create = useMutation(apiQueries.users.createSignInLink.mutationOptions());
  const close = () => {
    create.reset();
    onClose();
  };
  const name = personName(user);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={create.data || !user.signIn.maySignIn ? `Sign-in link for ${name}` : `Create a sign-in link for ${name}?`}
      actions={
        create.data || !user.signIn.maySignIn ? (
          <Button variant="primary" onPress={close}>
            Close
          </Button>
        ) : (
          <>
            <Button onPress={close}>Cancel</Button>
            <Button variant="primary" isPending={create.isPending} onPress={() => create.mutate({ id: user.id })}>
              Create sign-in link
            </Button>
          </>
        )
      }
    >
      {create.data ? (
        <div className="flex flex-col gap-3">
          <CopyField label="One-time link" value={create.data.url} />
          <p className="text-muted">
            Send it to {name} only: whoever opens it chooses the password. It works once and ends <RelativeTime at={create.data.expiresAt} />. It
            is not shown again.
          </p>
        </div>
      ) : (
        <div className="flex flex-col gap-3">
          {user.signIn.maySignIn ? (
            <p>
              Whoever opens the link chooses the password of {name}. {user.signIn.hasSignIn ? "The present password holds until then." : ""}
            </p>
          ) : (
            <p>
              {name} is {employeeStatusWord(user.employeeStatus)} and cannot sign in, so a link would lead nowhere. The status comes from{" "}
              {user.statusSource?.name ?? "here"}: change it there first.
            </p>
          )}
          {create.isError ? <Banner tone="danger">{errorDetails(create.error).message}</Banner> : null}
        </div>
      )}
    </Dialog>
  );
}
