"use client";

import { May } from "@/components/shell/may";
import { Button } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import { api } from "@/lib/api/client";
import { ChangeError } from "./change-error";
import { useChange } from "./use-change";

export function PasswordRow({ isOn }: { isOn: boolean }) {
  const change = useChange(() => api.loginProviders.switchPassword({ isOn: !isOn }));
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span className="flex min-w-0 flex-col">
          <span className="font-medium">Password</span>
          <Mark shape={isOn ? "dot" : "ring"} tone={isOn ? "active" : "neutral"}>
            {isOn ? "On" : "Off"}
          </Mark>
        </span>
        <May permission="source-of-truth:update">
          <Button isPending={change.isPending} onPress={() => change.mutate()}>
            {isOn ? "Switch password off" : "Switch password on"}
          </Button>
        </May>
      </div>
      <ChangeError error={change.error} />
    </li>
  );
}
