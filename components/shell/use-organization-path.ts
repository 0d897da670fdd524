"use client";

import { useParams } from "next/navigation";
import { useCallback } from "react";

/** Makes an address within the Organization of the page, such as `/acme/users` from `/users`. */
export function useOrganizationPath(): (path: string) => string {
  const { organization } = useParams<{ organization: string }>();
  return useCallback((path: string) => `/${organization}${path}`, [organization]);
}
