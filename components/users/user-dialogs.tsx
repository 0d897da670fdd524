"use client";

import { MergeDialog } from "@/components/matching/merge-dialog";
import { SplitDialog } from "@/components/matching/split-dialog";
import { LiftDialog } from "@/components/overrides/lift-dialog";
import { OverrideDialog } from "@/components/overrides/override-dialog";
import type { Override } from "@/lib/api/contract/overrides";
import type { UserDetail } from "@/lib/api/contract/users";
import { RoleDialog } from "./role-dialog";
import { SignInLinkDialog } from "./sign-in-link-dialog";

/** Which decision about a person is being taken, if any. */
export type OpenDialog =
  | { readonly kind: "role" | "link" | "merge" | "split" }
  | { readonly kind: "override"; readonly field: string }
  | { readonly kind: "lift"; readonly override: Override }
  | null;

export function UserDialogs({ user, open, onClose }: { user: UserDetail; open: OpenDialog; onClose: () => void }) {
  return (
    <>
      <RoleDialog user={user} isOpen={open?.kind === "role"} onClose={onClose} />
      <SignInLinkDialog user={user} isOpen={open?.kind === "link"} onClose={onClose} />
      {open?.kind === "override" ? <OverrideDialog key={open.field} user={user} field={open.field} onClose={onClose} /> : null}
      {open?.kind === "lift" ? <LiftDialog override={open.override} onClose={onClose} /> : null}
      {open?.kind === "merge" ? <MergeDialog user={user} onClose={onClose} /> : null}
      {open?.kind === "split" ? <SplitDialog user={user} onClose={onClose} /> : null}
    </>
  );
}
