"use client";

import { signOut } from "next-auth/react";
import { Button } from "@/components/ui/button";

/** For who is kept out: lets another person sign in on this browser. */
export function SignOutLink() {
  return (
    <Button variant="secondary" onPress={() => void signOut({ callbackUrl: "/sign-in" })}>
      Sign in as somebody else
    </Button>
  );
}
