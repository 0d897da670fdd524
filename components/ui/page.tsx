import Link from "next/link";
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** A page's head and content: one title, one line that says what the page is for, the main action at the top right. */
export function Page({
  title,
  description,
  actions,
  banner,
  back,
  isForm = false,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  banner?: ReactNode;
  back?: { readonly href: string; readonly label: string } | undefined;
  /** Forms stop at 720 px; tables run full width. */
  isForm?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="px-4 pt-5 pb-12 sm:px-6">
      {back ? (
        <Link href={back.href} className="mb-2 -ml-1 inline-flex items-center gap-1 py-0.5 text-sm text-muted hover:text-foreground">
          <ChevronLeft aria-hidden className="size-4" />
          {back.label}
        </Link>
      ) : null}
      <header className={classNames("flex flex-col gap-1 pb-4", isForm && "max-w-[720px]")}>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <h1 className="min-w-0 py-0.5 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </div>
        {description ? <div className="max-w-[72ch] text-muted">{description}</div> : null}
      </header>
      {banner ? <div className={classNames("flex flex-col gap-2 pb-4 empty:hidden", isForm && "max-w-[720px]")}>{banner}</div> : null}
      <div className={classNames(isForm && "max-w-[720px]")}>{children}</div>
    </div>
  );
}
