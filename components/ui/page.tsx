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
  isSplit = false,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  banner?: ReactNode;
  back?: { readonly href: string; readonly label: string } | undefined;
  /** Forms stop at 720 px; tables run full width. */
  isForm?: boolean;
  /** A form with a panel beside it: it is long, so that title and actions stay in view. */
  isSplit?: boolean;
  children: ReactNode;
}) {
  const width = isForm ? "max-w-[720px]" : isSplit ? "max-w-[1072px]" : undefined;
  return (
    <div className="px-4 pt-5 pb-12 sm:px-6">
      {back ? (
        <Link href={back.href} className="mb-2 -ml-1 inline-flex items-center gap-1 py-0.5 text-sm text-muted hover:text-foreground">
          <ChevronLeft aria-hidden className="size-4" />
          {back.label}
        </Link>
      ) : null}
      <header className={isSplit ? "contents" : classNames("flex flex-col gap-1 pb-4", width)}>
        <div
          className={classNames(
            "flex flex-wrap items-start justify-between gap-x-4 gap-y-2 sm:gap-x-6",
            isSplit && "sticky top-0 z-20 -mx-4 bg-background px-4 py-2 sm:-mx-6 sm:px-6 xl:max-w-[1120px]",
          )}
        >
          <h1 className="min-w-0 py-0.5 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
          {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
        </div>
        {description ? <div className={classNames("max-w-[72ch] text-muted", isSplit && "pb-4")}>{description}</div> : null}
      </header>
      {banner ? <div className={classNames("flex flex-col gap-2 pb-4 empty:hidden", width)}>{banner}</div> : null}
      <div className={width}>{children}</div>
    </div>
  );
}
