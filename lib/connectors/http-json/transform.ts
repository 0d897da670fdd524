import { z } from "zod";
import { type JsonPath, parsePath, readAll, readOne, readText, toText } from "@/lib/connectors/http-json/path";
import type { HttpJsonConfig } from "@/lib/connectors/http-json/settings";
import { httpJsonStatusMap, NO_STATUS_PATH } from "@/lib/connectors/http-json/status-map";
import { toAccountKind } from "@/lib/connectors/kit/account-kind";
import { toAliases, toEmail, toProfile } from "@/lib/connectors/kit/profile";
import { recordId, type RecordReader } from "@/lib/connectors/kit/read-records";
import { toAccountStatus } from "@/lib/connectors/kit/status-map";
import { PROFILE_FIELDS, type ProfileField } from "@/lib/core/accounts";

interface Identified {
  readonly externalId: string;
  readonly record: unknown;
}

/** A reader for one integration's paths; an address is no id, since addresses change. */
export function createReader(config: HttpJsonConfig): RecordReader<z.ZodType<Identified>> {
  const idPath = parsePath(config.idPath) ?? [];
  const statusPath = config.statusPath ? parsePath(config.statusPath) : undefined;
  const aliasesPath = config.aliasesPath ? parsePath(config.aliasesPath) : undefined;
  const paths = PROFILE_FIELDS.flatMap((field): [ProfileField, JsonPath][] => {
    const path = config[`${field}Path`];
    return path ? [[field, parsePath(path) ?? []]] : [];
  });
  const schema = z.looseObject({}).transform((record, context): Identified => {
    const id = recordId.safeParse(readOne(record, idPath));
    if (id.success && toEmail(id.data) === undefined) return { externalId: id.data, record };
    context.addIssue({ code: "custom", path: [config.idPath], message: "no id" });
    return z.NEVER;
  });
  return {
    schema,
    idField: config.idPath,
    toAccount: ({ externalId, record }, raw) => {
      const values: Partial<Record<ProfileField, string>> = {};
      for (const [field, path] of paths) {
        const text = readText(record, path);
        if (text !== undefined) values[field] = text;
      }
      const profile = toProfile(values);
      const rawStatus = statusPath === undefined ? NO_STATUS_PATH : (readText(record, statusPath)?.trim() || "(missing)");
      return {
        externalId,
        kind: toAccountKind(values.employmentType),
        status: toAccountStatus(rawStatus, { rules: httpJsonStatusMap, letterCase: "ignored" }),
        rawStatus,
        profile,
        aliases: aliasesPath === undefined ? [] : toAliases(readAll(record, aliasesPath).map(toText), profile.email),
        raw,
      };
    },
  };
}
