import { z } from "zod";
import { CSV_TARGETS } from "@/lib/connectors/csv/mapping";
import { baseUrlField } from "@/lib/connectors/kit/base-url";

const atAddress = { field: "source", is: ["https", "s3"] };
const text = (max: number) => z.string().trim().max(max).optional();

const fileUrl = z
  .string()
  .trim()
  .max(2_000)
  .refine((address) => {
    if (address === "") return true;
    const url = URL.parse(address);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && url.hash === "";
  }, "Enter the whole address of the file, such as https://files.acme.com/people.csv, without user name and password.");

export const config = z
  .object({
    source: z.enum(["upload", "https", "s3"]).default("upload").meta({
      title: "Where the file comes from",
      description: "Uploaded by a person, or fetched on a schedule from an address or a bucket.",
      labels: { upload: "Upload it here", https: "Fetch it from an https address", s3: "Fetch it from an S3-compatible bucket" },
    }),
    url: fileUrl.optional().meta({
      title: "Address of the file",
      description: "Where the CSV file is. It may not redirect; what follows ? is shown in the settings, so put no secret there.",
      examples: ["https://files.acme.com/people.csv"],
      showWhen: { field: "source", is: ["https"] },
      needed: true,
    }),
    access: z.enum(["none", "basic", "bearer"]).default("none").meta({
      title: "Access",
      description: "How the address is protected.",
      labels: { none: "Anyone may read it", basic: "User name and password", bearer: "Bearer token" },
      showWhen: { field: "source", is: ["https"] },
    }),
    username: text(500).meta({ title: "User name", description: "Of somebody who may read the file and nothing else.", showWhen: { field: "access", is: ["basic"] }, needed: true }),
    bucket: text(255).meta({ title: "Bucket", description: "Its name.", examples: ["acme-people"], showWhen: { field: "source", is: ["s3"] }, needed: true }),
    key: text(1_024).meta({ title: "Key of the file", description: "The path within the bucket.", examples: ["exports/people.csv"], showWhen: { field: "source", is: ["s3"] }, needed: true }),
    region: text(100).meta({ title: "Region", description: "Where the bucket is; for a store of another vendor, what its documentation says.", examples: ["eu-central-1"], showWhen: { field: "source", is: ["s3"] }, needed: true }),
    endpoint: z
      .union([z.literal("").transform(() => undefined), baseUrlField({ title: "Endpoint", description: "Only for a store other than Amazon S3.", examples: ["https://minio.acme.com"], path: "dropped" })])
      .optional()
      .meta({ title: "Endpoint", description: "Only for a store other than Amazon S3.", examples: ["https://minio.acme.com"], showWhen: { field: "source", is: ["s3"] }, advanced: true }),
    mode: z.enum(["additions", "snapshot"]).default("additions").meta({
      title: "What the file lists",
      description: "Whoever is missing from a full list counts as gone after two syncs in a row; the limits still hold.",
      labels: { additions: "Additions and changes only: nobody is removed", snapshot: "Everybody: who is missing has left" },
      showWhen: atAddress,
    }),
    mapping: z.record(z.string().max(500), z.enum(CSV_TARGETS)).optional().meta({
      title: "Columns",
      description: "Which column is which. Where nothing is chosen, columns are recognised by their names at every sync.",
      showWhen: atAddress,
      advanced: true,
    }),
  })
  .superRefine((given, context) => {
    const required = given.source === "s3" ? (["bucket", "key", "region"] as const) : given.source === "https" ? (["url", ...(given.access === "basic" ? (["username"] as const) : [])] as const) : [];
    for (const field of required) if (!given[field]) context.addIssue({ code: "custom", path: [field], message: "Enter this." });
  });
export type Config = z.output<typeof config>;

const secret = z.string().trim().max(4_000).optional();

export const secrets = z.object({
  password: secret.meta({ title: "Password", description: "Of that user.", showWhen: { field: "access", is: ["basic"] }, needed: true }),
  token: secret.meta({ title: "Bearer token", description: "Sent to this address only.", showWhen: { field: "access", is: ["bearer"] }, needed: true }),
  accessKeyId: secret.meta({ title: "Access key id", description: "Of a key that may do s3:GetObject on this file and nothing else.", showWhen: { field: "source", is: ["s3"] }, needed: true }),
  secretAccessKey: secret.meta({ title: "Secret access key", description: "Shown once when the key is made. It signs each request and is never sent.", showWhen: { field: "source", is: ["s3"] }, needed: true }),
  sessionToken: secret.meta({ title: "Session token", description: "Only for temporary keys, which end by themselves.", showWhen: { field: "source", is: ["s3"] }, advanced: true }),
});
export type Secrets = z.output<typeof secrets>;

/** Where the file is; undefined where it is uploaded. */
export function toFileUrl({ source, url, bucket = "", key = "", region = "", endpoint }: Config): URL | undefined {
  if (source === "upload") return undefined;
  if (source === "https") return new URL(url ?? "");
  const path = key.replace(/^\/+/, "").split("/").map(encodeKey).join("/");
  // A bucket with a dot in its name has no certificate of its own.
  if (endpoint === undefined && !bucket.includes(".")) return new URL(`https://${bucket}.s3.${region}.amazonaws.com/${path}`);
  return new URL(`${endpoint ?? `https://s3.${region}.amazonaws.com`}/${encodeKey(bucket)}/${path}`);
}

/** As the signature wants it: everything but the unreserved letters. */
const encodeKey = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
