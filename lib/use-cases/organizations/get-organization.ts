import { z } from "zod";
import { getOrganization as readOrganization } from "@/lib/db/organizations";
import { useCase } from "../use-case";

/** The actor's own Organization. */
export const getOrganization = useCase({
  permission: "organization:read",
  input: z.object({}),
  run: ({ scope }) => readOrganization(scope),
});
