import { buttonVariants } from "@heroui/react";

/** Leaves the page for the provider, and comes back to it with what the provider said. */
export function TestLink({ id, name }: { id: string; name: string }) {
  return (
    <a className={buttonVariants({ variant: "secondary", size: "sm" })} href={`/api/auth/sso/test/${id}`}>
      Test sign-in <span className="sr-only">at {name}</span>
    </a>
  );
}
