import { isIPv6 } from "node:net";
import { z } from "zod";

const HOST = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;

/** The form field for a server that is reached by a protocol of its own: a name or an address, without scheme or port. */
export const hostField = (meta: { readonly title: string; readonly description: string; readonly examples: string[] }) =>
  z
    .string()
    .trim()
    .min(1, "Enter the server's name.")
    .transform((text, context) => {
      const host = text.replace(/^[a-z][a-z0-9+]*:\/\//i, "").replace(/\/$/, "").replace(/^\[(.*)\]$/, "$1");
      if (isIPv6(host) || HOST.test(host)) return host;
      context.addIssue({ code: "custom", message: /:\d+$/.test(host) ? "Enter the port in the field of its own." : "This is no name of a server. Enter one such as server.example.com." });
      return z.NEVER;
    })
    .meta(meta);

/** The form field for its port; empty means the usual one. */
export const portField = (meta: { readonly title: string; readonly description: string; readonly examples: string[] }) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,5}$/, "A port is a number.")
    .refine((text) => Number(text) >= 1 && Number(text) <= 65_535, "A port is a number from 1 to 65535.")
    .optional()
    .meta(meta);
