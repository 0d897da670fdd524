import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

const LOOKS = {
  neutral: { Icon: Info, frame: "border-border bg-surface-secondary", icon: "text-muted" },
  accent: { Icon: Info, frame: "border-status-staged/30 bg-status-staged/8", icon: "text-status-staged" },
  warning: { Icon: TriangleAlert, frame: "border-status-suspended/35 bg-status-suspended/8", icon: "text-status-suspended" },
  danger: { Icon: CircleAlert, frame: "border-status-failed/35 bg-status-failed/8", icon: "text-status-failed" },
} as const;

export type BannerTone = keyof typeof LOOKS;

/** Something that waits for a person, above the content, with the action that settles it. */
export function Banner({
  tone = "neutral",
  mark,
  children,
  action,
}: {
  tone?: BannerTone;
  /** In place of the tone's icon, such as the state of a run. */
  mark?: ReactNode;
  children: ReactNode;
  action?: ReactNode;
}) {
  const { Icon, frame, icon } = LOOKS[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={classNames("flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border px-4 py-2.5", frame)}
    >
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-2.5">
        {mark ?? <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", icon)} />}
        <div className="min-w-0 wrap-anywhere">{children}</div>
      </div>
      {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
