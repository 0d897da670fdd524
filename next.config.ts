import type { NextConfig } from "next";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  // A page's own policy, with its nonce, comes from proxy.ts; this one holds where that did not run.
  { key: "Content-Security-Policy", value: "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Titles come with the page, never after it: a screen reader says the title first, and ours cost no query.
  htmlLimitedBots: /./,
  // `npm test` checks types over the whole tree; checking them again here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "bullmq",
    "ioredis",
    "pg",
    "pg-copy-streams",
    "pino",
    "undici",
  ],
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
