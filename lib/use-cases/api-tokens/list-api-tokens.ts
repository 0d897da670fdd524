import { listApiTokens as readApiTokens } from "@/lib/db/api-tokens";
import { PageQuery } from "../page-query";
import { useCase } from "../use-case";

/** Tokens in force, the newest first; never the tokens themselves. */
export const listApiTokens = useCase({
  permission: "api-token:read",
  input: PageQuery,
  run: ({ input, scope }) => readApiTokens(scope, input),
});
