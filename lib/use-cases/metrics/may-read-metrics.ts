import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

const LOOPBACK = /^(::1|127(\.\d{1,3}){3}|::ffff:127(\.\d{1,3}){3})$/;

/**
 * With METRICS_TOKEN, whoever shows it as a bearer token. Without one, only a program on this machine, and only of an
 * installation that is on this machine itself: what a request says of where it came from can be forged from outside.
 */
export function mayReadMetrics(headers: Headers): boolean {
  const { METRICS_TOKEN, APP_URL } = env();
  if (METRICS_TOKEN !== undefined) return isEqual(headers.get("authorization") ?? "", `Bearer ${METRICS_TOKEN}`);
  const host = new URL(APP_URL).hostname;
  const isLocal = host === "localhost" || LOOPBACK.test(host.replace(/^\[|\]$/g, ""));
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return isLocal && hops.every((hop) => hop === "" || LOOPBACK.test(hop));
}

const isEqual = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
