import { z } from "zod";
import { parsePath } from "@/lib/connectors/http-json/path";

const NO_PATH = "This is no path. Write names with dots between them, such as profile.email, emails[0].value or emails[type=work].value.";
const isPath = (text: string): boolean => parsePath(text) !== undefined;

/** In the form a field is shown only beside the choices that it belongs to. */
const beside = (field: "auth" | "method" | "paging", ...is: string[]) => ({ showWhen: { field, is } });
/** Has to be filled in while it is shown. */
const NEEDED = { needed: true };
/** Folded away at first. */
const ADVANCED = { advanced: true };
type Shown = Partial<ReturnType<typeof beside> & typeof NEEDED & typeof ADVANCED>;

const path = (title: string, description: string, examples: string[], shown: Shown = {}) =>
  z.string().trim().max(200).refine(isPath, NO_PATH).optional().meta({ title, description, examples, ...shown });

const field = (title: string, ...examples: string[]) => path(title, "Where it stands in a record; empty: not read.", examples);
const rareField = (title: string, ...examples: string[]) => field(title, ...examples).meta(ADVANCED);

const address = z.string().trim().max(2_000).refine(isAddress, "Enter a whole address such as https://api.example.com/people, without a user name and without #.");

const words = (title: string, description: string, examples: string[], shown: Shown = {}) => z.string().trim().max(500).optional().meta({ title, description, examples, ...shown });

const wholeNumber = (title: string, description: string, otherwise: number, shown: Shown = {}) =>
  z
    .union([z.int(), z.string().trim().regex(/^\d{1,5}$/, "Enter a whole number.").transform(Number)])
    .default(otherwise)
    .meta({ title, description, examples: [String(otherwise)], ...shown });

const OAUTH = beside("auth", "oauth2");

/** Transport and framing headers are the client's own business, and cookies would make a session of it. */
const FORBIDDEN_HEADERS = new Set(["host", "connection", "content-length", "content-type", "transfer-encoding", "upgrade", "te", "trailer", "cookie", "expect"]);

export const httpJsonConfig = z.object({
  url: address.meta({
    title: "Address of the list",
    description: "The whole address that answers with people, its own parameters included.",
    examples: ["https://api.example.com/v1/people?expand=all"],
  }),
  method: z.enum(["GET", "POST"]).default("GET").meta({ title: "Method", description: "POST for a search that reads; paging then goes into the body." }),
  body: z
    .string()
    .max(10_000)
    .refine((text) => text.trim() === "" || isJsonObject(text), "This is no JSON object.")
    .optional()
    .meta({ title: "Body", description: "A JSON object.", examples: ['{"showInactive": true}'], ...beside("method", "POST") }),
  auth: z.enum(["bearer", "basic", "header", "oauth2", "none"]).default("bearer").meta({
    title: "Sign-in",
    description: "What the other system asks of a client that reads its people.",
    labels: { bearer: "Bearer token", basic: "User name and password", header: "Key in a header of its own", oauth2: "OAuth client credentials", none: "None" },
  }),
  username: words("User name", "As in the other system.", ["reader"], { ...beside("auth", "basic"), ...NEEDED }),
  headerName: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{0,100}$/, "Enter the header's name alone.")
    .refine((name) => !FORBIDDEN_HEADERS.has(name.toLowerCase()), "This header cannot carry a key.")
    .optional()
    .meta({ title: "Header", description: "The name of the header that carries the key.", examples: ["X-Api-Key"], ...beside("auth", "header"), ...NEEDED }),
  tokenUrl: z
    .union([z.literal(""), address])
    .optional()
    .meta({ title: "Token address", description: "Where access tokens are given.", examples: ["https://login.example.com/oauth2/token"], ...OAUTH, ...NEEDED }),
  clientId: words("Client id", "Of the client that may read people.", ["lumos"], { ...OAUTH, ...NEEDED }),
  scope: words("Scope", "Where the token address asks for one.", ["people.read"], OAUTH),
  clientAuth: z.enum(["header", "body"]).default("header").meta({ title: "Client credentials go into", description: "What the token address expects.", labels: { header: "The Authorization header", body: "The body of the request" }, ...OAUTH }),
  listPath: path("List", "Where the list stands in the answer; empty: the answer is the list.", ["data", "result.people"]),
  totalPath: path("Total", "Where the answer counts everybody; with it, a list that ends too early removes nobody.", ["meta.total"]),
  paging: z.enum(["none", "link", "next-url", "cursor", "page", "offset"]).default("none").meta({
    title: "Next page",
    description: "How the other system leads from one page of people to the next.",
    labels: {
      none: "None: one answer holds everybody",
      link: "The Link header names it",
      "next-url": "An address in the answer",
      cursor: "A cursor in the answer",
      page: "Pages are numbered",
      offset: "Records are counted",
    },
  }),
  nextPath: path("Next", "Where the answer names the next page.", ["links.next", "meta.cursor"], { ...beside("paging", "next-url", "cursor"), ...NEEDED }),
  pageParameter: words("Parameter", "The parameter that takes the cursor, the page or the offset. Empty: the word itself.", ["page"], beside("paging", "cursor", "page", "offset")),
  firstPage: wholeNumber("First page", "The number of the first page: 1 or 0.", 1, beside("paging", "page")),
  sizeParameter: words("Page size parameter", "Where the list can be asked for larger pages.", ["limit", "per_page"], ADVANCED),
  pageSize: wholeNumber("Page size", "Only with a page size parameter.", 100, ADVANCED),
  idPath: z
    .string()
    .trim()
    .min(1, "Say which field is the id.")
    .max(200)
    .refine(isPath, NO_PATH)
    .default("id")
    .meta({ title: "Id", description: "Where the id stands in a record: one that never changes, and no e-mail address.", advanced: false, examples: ["id", "employee.uuid"] }),
  statusPath: path("Status", "Empty: whoever is listed is active. Words that are not known can be given a meaning after the first sync.", ["status", "employment.state"]),
  emailPath: field("E-mail", "email", "emails[type=work].value"),
  aliasesPath: rareField("Further addresses", "emails[].value"),
  givenNamePath: field("First name", "firstName"),
  familyNamePath: field("Last name", "lastName"),
  displayNamePath: rareField("Display name", "name"),
  employeeNumberPath: field("Employee number", "employeeNumber"),
  titlePath: field("Title", "jobTitle"),
  departmentPath: field("Department", "department.name"),
  managerPath: field("Manager (id, employee number or e-mail)", "manager.id"),
  locationPath: rareField("Location", "office.city"),
  employmentTypePath: rareField("Employment type", "type"),
  startDatePath: rareField("Start date", "startDate"),
  endDatePath: rareField("End date", "endDate"),
  timeZonePath: rareField("Time zone", "timeZone"),
});
export type HttpJsonConfig = z.output<typeof httpJsonConfig>;

const secret = (title: string, description: string, shown: Shown) => z.string().trim().max(8_000).optional().meta({ title, description, ...shown });

export const httpJsonSecrets = z.object({
  token: secret("Token or key", "Of an account that may read people and nothing else.", { ...beside("auth", "bearer", "header"), ...NEEDED }),
  password: secret("Password", "Of an account that may read people and nothing else.", beside("auth", "basic")),
  clientSecret: secret("Client secret", "Of the client that may read people.", { ...OAUTH, ...NEEDED }),
});
export type HttpJsonSecrets = z.output<typeof httpJsonSecrets>;

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && url.hash === "";
}
