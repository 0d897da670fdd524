import { X509Certificate } from "node:crypto";
import { z } from "zod";

const BLOCK = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/**
 * The form field for the certificate of a company's own authority. Accepts several in PEM, also where a form took their
 * line breaks away; refuses what is no certificate, so that a private key pasted by mistake is never stored in clear.
 */
export const certificateField = (meta: { readonly title: string; readonly description: string }) =>
  z
    .string()
    .trim()
    .max(50_000, "Paste only the certificate of the authority that signed the server's.")
    .transform((text, context) => {
      const blocks = [...text.matchAll(BLOCK)].map(([, inner = ""]) => toPem(inner));
      const rest = text.replace(BLOCK, "").trim();
      if (blocks.length > 0 && rest === "" && blocks.every(isCertificate)) return blocks.join("");
      context.addIssue({ code: "custom", message: "This is no certificate. Paste it whole, from BEGIN CERTIFICATE to END CERTIFICATE, and nothing else." });
      return z.NEVER;
    })
    .meta({ ...meta, examples: ["-----BEGIN CERTIFICATE----- … -----END CERTIFICATE-----"] });

function toPem(base64: string): string {
  const lines = base64.replace(/\s+/g, "").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
