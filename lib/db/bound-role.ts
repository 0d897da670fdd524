import { appClient } from "./clients";

/**
 * Throws, in words for the operator, when the app's role is one that row-level security does not bind: a superuser, one that
 * may bypass it, one that owns a table or may empty one. An unreachable database throws as such.
 */
export async function assertBoundRole(): Promise<void> {
  const [role] = await appClient().$queryRaw<{ name: string; unbound: boolean }[]>`
    select current_user::text as name,
      r.rolsuper or r.rolbypassrls
      or exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                 and (pg_has_role(c.relowner, 'usage') or has_table_privilege(c.oid, 'truncate'))) as unbound
    from pg_roles r where r.rolname = current_user`;
  if (role?.unbound === false) return;
  throw new Error(
    `DATABASE_APP_URL signs in as ${role?.name ?? "nobody"}, which row-level security does not bind: Organizations would not be kept apart. ` +
      "Use the role that scripts/provision.mjs made, never the owner.",
  );
}
