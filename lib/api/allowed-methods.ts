import { isContractProcedure } from "@orpc/contract";
import { contract } from "./contract";

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
}

/** Every route of the contract, found by walking it, so that a new operation is known at once. */
function routesOf(node: unknown): Route[] {
  if (isContractProcedure(node)) {
    const { method = "POST", path = "" } = node["~orpc"].route;
    return [{ method, pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`) }];
  }
  return typeof node === "object" && node !== null ? Object.values(node).flatMap(routesOf) : [];
}

const routes = routesOf(contract);

/** The methods that a path below /api/v1 knows; none for a path that does not exist. */
export const allowedMethods = (path: string): string[] =>
  routes.filter((route) => route.pattern.test(path)).map((route) => route.method);
