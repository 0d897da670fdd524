"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { useHasUnsaved } from "./use-unsaved-guard";

function leavingLink(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || (link.target !== "" && link.target !== "_self")) return null;
  // A download leaves the page where it is.
  if (link.hasAttribute("download")) return null;
  if (link.origin !== window.location.origin || link.pathname === window.location.pathname) return null;
  return link.pathname + link.search + link.hash;
}

/** Asks before unsaved changes are left behind; the shell carries one for every page. */
export function UnsavedGuard() {
  const hasUnsaved = useHasUnsaved();
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);

  useEffect(() => {
    if (!hasUnsaved) return undefined;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    // Next's links handle the click in the bubbling phase; capturing comes before them.
    const click = (event: MouseEvent) => {
      const href = leavingLink(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(href);
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", click, true);
    return () => {
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", click, true);
    };
  }, [hasUnsaved]);

  const leave = () => {
    const href = target;
    setTarget(null);
    if (href !== null) router.push(href);
  };
  return (
    <Dialog
      isOpen={target !== null}
      onClose={() => setTarget(null)}
      title="Leave without saving?"
      actions={
        <>
          <Button onPress={leave}>Leave without saving</Button>
          <Button variant="primary" autoFocus onPress={() => setTarget(null)}>
            Stay here
          </Button>
        </>
      }
    >
      What you changed on this page is not saved yet and would be lost.
    </Dialog>
  );
}
