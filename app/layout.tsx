import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { THEME_COOKIE, THEME_SCRIPT, toTheme } from "@/components/shell/theme";

/** zod would try whether it may compile text into code, which the policy forbids and reports each time. */
const NO_EVAL_SCRIPT = "globalThis.__zod_globalConfig={jitless:true};";

export const metadata: Metadata = {
  title: { default: "Lumos User Sources", template: "%s · Lumos" },
  description: "One User per person, from the systems that know your people.",
  robots: { index: false, follow: false },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = toTheme((await cookies()).get(THEME_COOKIE)?.value);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html
      lang="en"
      data-choice={theme}
      className={`${GeistSans.variable} ${GeistMono.variable} ${theme === "dark" ? "dark" : "light"}`}
      suppressHydrationWarning
    >
      <head>
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: NO_EVAL_SCRIPT + THEME_SCRIPT }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
