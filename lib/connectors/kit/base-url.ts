import { z } from "zod";

export interface BaseUrlField {
  readonly title: string;
  readonly description: string;
  readonly examples: string[];
  /** Turns a short form, such as a company's name, into a host before it is read. */
  readonly expand?: (text: string) => string;
  /** Sources without a path of their own are addressed by their origin alone. */
  readonly path: "kept" | "dropped";
}

/**
 * Makes the form field for a source's address. Accepts a bare host, and gives a full address without
 * a trailing slash; giving it that again changes nothing, so a stored value can be parsed like a typed one.
 */
export const baseUrlField = ({ expand = (text) => text, path, ...meta }: BaseUrlField) =>
  z
    .string()
    .trim()
    .min(1, "Enter the address.")
    .max(500, "The address is too long.")
    .transform((text, context) => {
      const expanded = expand(text);
      const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(expanded) ? expanded : `https://${expanded}`);
      const problem = findProblem(url);
      if (url === null || problem !== undefined) {
        context.addIssue({ code: "custom", message: problem ?? "This is not an address." });
        return z.NEVER;
      }
      return path === "dropped" ? url.origin : url.origin + url.pathname.replace(/\/+$/, "");
    })
    .meta(meta);

function findProblem(url: URL | null): string | undefined {
  if (url === null || url.hostname === "") return `This is not an address. Enter one such as https://example.com.`;
  if (url.protocol !== "https:" && url.protocol !== "http:") return "The address must begin with https://.";
  if (url.username !== "" || url.password !== "") return "Leave the user name and password out of the address.";
  if (url.search !== "" || url.hash !== "") return "Leave out what follows ? or # in the address.";
  return undefined;
}
