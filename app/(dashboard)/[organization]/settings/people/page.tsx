import type { Metadata } from "next";
import { PeopleAndRoles } from "@/components/settings/people-and-roles";

export const metadata: Metadata = { title: "People & roles" };

export default function PeopleAndRolesPage() {
  return <PeopleAndRoles />;
}
