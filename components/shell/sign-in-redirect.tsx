"use client";

import { useEffect } from "react";
import { PlainPage } from "./plain-page";
import { LinkButton } from "@/components/ui/link-button";

/** Leads to sign-in and back here: only the browser knows the whole address, filters and all. */
export function SignInRedirect() {
  useEffect(() => {
    const here = window.location.pathname + window.location.search;
    window.location.replace(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
  }, []);
  return (
    <PlainPage title="Sign in to see this page">
      <div>
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </div>
    </PlainPage>
  );
}
