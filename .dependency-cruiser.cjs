// The import law of docs/architecture.md: a layer may use what its row names, and nothing else.
const settings = ["^lib/env\\.ts$", "^lib/logger\\.ts$"];

/** `from` may use itself, lib/core and `to`. */
function layer(name, from, to, { mayUseSettings = true } = {}) {
  return {
    name,
    severity: "error",
    comment: "docs/architecture.md, 'Who may use whom'",
    from: { path: from.path ?? from, ...(from.pathNot ? { pathNot: from.pathNot } : {}) },
    to: {
      path: "^(app|components|lib|workers|prisma|demo|bench|tests|scripts)/",
      pathNot: [from.path ?? from, "^lib/core/", ...to, ...(mayUseSettings ? settings : [])],
    },
  };
}

function onlyIn(name, packages, places) {
  return {
    name,
    severity: "error",
    from: { path: "^(app|components|lib|workers)/", pathNot: [...places, "\\.test\\.ts$"] },
    to: { path: `^node_modules/(${packages})/` },
  };
}

module.exports = {
  forbidden: [
    layer("app", "^app/", ["^components/", "^lib/api/", "^lib/scim/", "^lib/use-cases/", "^lib/auth/"]),
    layer("components", "^components/", ["^lib/api/contract/", "^lib/api/client\\.ts$"], { mayUseSettings: false }),
    layer("workers", "^workers/", ["^lib/use-cases/", "^lib/jobs/", "^lib/connectors/"]),
    layer("api-router", { path: "^lib/api/", pathNot: ["^lib/api/contract/", "^lib/api/client\\.ts$"] }, [
      "^lib/use-cases/",
      "^lib/auth/",
    ]),
    layer("api-client", "^lib/api/client\\.ts$", ["^lib/api/contract/"], { mayUseSettings: false }),
    layer("api-contract", "^lib/api/contract/", [], { mayUseSettings: false }),
    layer("scim", "^lib/scim/", ["^lib/use-cases/", "^lib/auth/"]),
    layer("use-cases", "^lib/use-cases/", ["^lib/db/", "^lib/jobs/", "^lib/connectors/", "^lib/crypto/", "^lib/mail/"]),
    layer("auth", "^lib/auth/", ["^lib/db/"]),
    layer("db", "^lib/db/", []),
    layer("jobs", "^lib/jobs/", []),
    // Their tests read fake providers over real HTTP; a connector's own stands beside it as fixture.ts.
    layer("connectors", { path: "^lib/connectors/", pathNot: ["\\.test\\.ts$", "/fixture\\.ts$"] }, []),
    layer("mail", "^lib/mail/", []),
    onlyIn("mail-library-in-lib-mail-only", "nodemailer", ["^lib/mail/"]),
    layer("crypto", "^lib/crypto/", []),
    layer("core", "^lib/core/", [], { mayUseSettings: false }),
    {
      name: "settings-stand-alone",
      severity: "error",
      from: { path: settings },
      to: { path: "^(app|components|lib|workers|demo|bench|tests|scripts)/", pathNot: settings },
    },
    {
      name: "core-knows-zod-only",
      severity: "error",
      comment: "lib/core is pure: no clock, random, environment or database",
      from: { path: "^lib/core/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["npm", "npm-dev", "core"], pathNot: "^node_modules/zod/" },
    },
    {
      name: "connector-knows-the-kit-only",
      severity: "error",
      from: { path: "^lib/connectors/([^/]+)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^lib/connectors/", pathNot: ["^lib/connectors/$1/", "^lib/connectors/kit/"] },
    },
    onlyIn("database-driver-in-lib-db-only", "@prisma|pg-copy-streams", ["^lib/db/"]),
    // The SQL connector reads other people's databases, never ours.
    onlyIn("database-driver-in-lib-db-and-its-connector-only", "pg|mysql2", ["^lib/db/", "^lib/connectors/sql/"]),
    onlyIn("directory-library-in-its-connector-only", "ldapts", ["^lib/connectors/ldap/"]),
    onlyIn("queue-library-in-jobs-and-runtime-only", "bullmq|ioredis", ["^lib/jobs/", "^workers/runtime"]),
    {
      name: "nothing-in-the-product-knows-the-demo",
      severity: "error",
      from: { path: "^(app|components|lib|workers)/", pathNot: ["\\.test\\.tsx?$", "/fixture\\.ts$"] },
      to: { path: "^(demo|bench|tests|scripts)/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-missing-imports", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^(geist|next)/" } },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "lib/db/generated"] },
    exclude: { path: ["^\\.next/", "^next-env\\.d\\.ts$"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
  },
};
