import { z } from "zod";
import { certificateField } from "@/lib/connectors/kit/certificate-field";
import type { ConnectorContext } from "@/lib/connectors/kit/connector";
import { hostField, portField } from "@/lib/connectors/kit/host-field";

const COLUMN = /^[^\p{Cc}"`\\]{1,63}$/u;
const column = z.string().trim().regex(COLUMN, "Enter the name of one column, as the query gives it.");

export const sqlConfig = z.object({
  database: z.enum(["PostgreSQL", "MySQL or MariaDB"]).default("PostgreSQL").meta({ title: "Kind of database", description: "Which of them the server is.", examples: ["PostgreSQL"] }),
  host: hostField({ title: "Server", description: "The name of the server. A replica for reading is best.", examples: ["hr-db.acme.com"] }),
  port: portField({ title: "Port", description: "Only where it is not the usual one, 5432 or 3306.", examples: ["5432"] }),
  databaseName: z.string().trim().min(1, "Enter the name of the database.").max(128).meta({ title: "Database", description: "The name of the database on the server.", examples: ["hr"] }),
  user: z.string().trim().min(1, "Enter the account.").max(128).meta({ title: "Account", description: "An account that may select from what the query reads, and nothing else.", examples: ["lumos_reader"] }),
  query: z
    .string()
    .trim()
    .max(20_000)
    .transform((text) => text.replace(/;\s*$/, ""))
    .refine((text) => /^(select|with)\b/i.test(text), "Enter one query that begins with SELECT.")
    .meta({
      title: "Query",
      description: "One SELECT with a row for each person. Name its columns with AS: email, given_name, family_name, display_name, employee_number, title, department, manager, location, employment_type, start_date, end_date, time_zone, status. Others are kept for custom fields.",
      examples: ["SELECT id, email, first_name AS given_name, last_name AS family_name, status FROM people"],
    }),
  idColumn: column.default("id").meta({ title: "Column with the id", description: "A column of the query whose value never changes for a person and is no e-mail address.", examples: ["id"] }),
  changedColumn: column.optional().meta({
    title: "Column with the time of the last change",
    description: "A column of the query that grows whenever a row changes. Without one, every sync reads all rows.",
    examples: ["updated_at"],
  }),
  encryption: z.enum(["TLS", "None"]).default("TLS").meta({ title: "Encryption", description: "None works only with private addresses, where this server's operator allows them.", examples: ["TLS"] }),
  caCertificate: certificateField({
    title: "Certificate of your authority",
    description: "Only where the server's certificate is signed by an authority of your own. Then no other authority is trusted.",
  }).optional(),
});

export const sqlSecrets = z.object({
  password: z.string().min(1, "Enter the password.").max(1_000).meta({ title: "Password", description: "The password of the account." }),
});

export type SqlContext = ConnectorContext<z.output<typeof sqlConfig>>;
export type SqlConfig = SqlContext["config"];
