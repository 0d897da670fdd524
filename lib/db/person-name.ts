import { Prisma } from "./generated/client";

/** How a User is called in a list, as SQL over the alias of its row: the name, else the e-mail, else nothing. */
export const personName = (users: "u" | "actor" | "kept"): Prisma.Sql => {
  const [given, family, email] = ["given_name", "family_name", "email"].map((column) => Prisma.raw(`${users}.${column}`));
  return Prisma.sql`coalesce(nullif(trim(concat_ws(' ', ${given}, ${family})), ''), ${email}, '')`;
};

/** A part of a name as a LIKE pattern: what a person typed stands for itself, also % and _. Undefined for blank. */
export function toPattern(typed: string | undefined): string | undefined {
  const text = typed?.normalize("NFKC").replaceAll("\0", "").trim().toLowerCase() ?? "";
  return text === "" ? undefined : `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}
