"use client";

import { useQuery } from "@tanstack/react-query";
import { ChangeRoleDialog } from "@/components/settings/change-role-dialog";
import { apiQueries } from "@/lib/api/client";
import type { UserDetail } from "@/lib/api/contract/users";
import { personName } from "./person-name";

/** The role with the integrations it is of, which only the list of those with a role knows. */
export function RoleDialog({ user, isOpen, onClose }: { user: UserDetail; isOpen: boolean; onClose: () => void }) {
  const holders = useQuery(apiQueries.roles.list.queryOptions({ enabled: isOpen }));
  if (!isOpen || !holders.data) return null;
  const integrations = holders.data.items.find(({ id }) => id === user.id)?.integrations ?? [];
  return <ChangeRoleDialog person={{ id: user.id, name: personName(user), role: user.role, integrations }} onClose={onClose} />;
}
