import { redirect } from "next/navigation";

/** The start page decides by role. */
export default function OrganizationHome(): never {
  redirect("/");
}
