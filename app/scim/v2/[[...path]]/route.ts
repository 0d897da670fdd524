import { handleScimRequest } from "@/lib/scim/handle-scim-request";

export const dynamic = "force-dynamic";

export { handleScimRequest as GET, handleScimRequest as POST, handleScimRequest as PUT, handleScimRequest as PATCH, handleScimRequest as DELETE };
