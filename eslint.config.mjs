import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const sizes = (functionLines) => ({
  "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: functionLines, skipBlankLines: true, skipComments: true }],
});

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Name your export: a default export is for the files in which a framework asks for one.",
};

export default tseslint.config(
  { ignores: ["node_modules/", ".next/", ".data/", "lib/db/generated/", "next-env.d.ts", "test-results/", "playwright-report/"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...sizes(50),
      "@typescript-eslint/ban-ts-comment": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/no-unsafe-argument": "error",
      "@typescript-eslint/no-unsafe-assignment": "error",
      "@typescript-eslint/no-unsafe-call": "error",
      "@typescript-eslint/no-unsafe-member-access": "error",
      "@typescript-eslint/no-unsafe-return": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "error",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-restricted-syntax": ["error", noDefaultExport],
      "no-restricted-properties": ["error", { object: "process", property: "env", message: "Settings come from lib/env." }],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["**/*.tsx"],
    plugins: { "react-hooks": reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, ...sizes(120) },
  },
  { files: ["app/**/*.{ts,tsx}", "*.config.ts", "tests/support/global-setup.ts", "proxy.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["lib/env.ts", "demo/**/*.ts", "bench/**/*.ts", "scripts/**/*.ts", "tests/**/*.ts", "prisma/seed.ts", "*.config.ts", "proxy.ts", "instrumentation.ts"],
    rules: { "no-restricted-properties": "off" },
  },
  { files: ["demo/**/*.ts", "bench/**/*.ts"], rules: { "no-console": "off" } },
  {
    files: ["**/*.test.{ts,tsx}", "tests/**/*.{ts,tsx}"],
    rules: { "max-lines-per-function": "off" },
  },
  {
    files: ["**/*.mjs"],
    extends: [tseslint.configs.base],
    rules: { ...sizes(60), eqeqeq: "error", "no-var": "error", "prefer-const": "error", "no-undef": "off" },
  },
);
