import { z } from "zod";
import type { IntegrationId, UserId } from "@/lib/core/ids";
import type { OrganizationScope } from "./in-organization";

export type FileMode = "snapshot" | "additions";

export interface StoredFile {
  readonly name: string;
  readonly text: string;
  readonly mapping: Readonly<Record<string, string>>;
  readonly mode: FileMode;
}

export interface FileState {
  readonly integrationId: string;
  readonly name: string;
  readonly mode: FileMode;
  readonly uploadedAt: Date;
}

/** Keeps this file as the one that counts; the files before it hold people's data that nothing reads any more, and go. */
export async function replaceFile(
  scope: OrganizationScope,
  file: StoredFile & { integrationId: IntegrationId; uploadedById: UserId | null },
): Promise<void> {
  const { organizationId } = scope;
  await scope.db.integrationFile.deleteMany({ where: { organizationId, integrationId: file.integrationId } });
  await scope.db.integrationFile.create({ data: { organizationId, ...file }, select: { id: true } });
}

/** The file that counts, with its text (up to 10 MB). */
export async function findFile(scope: OrganizationScope, integrationId: IntegrationId): Promise<StoredFile | null> {
  const row = await scope.db.integrationFile.findFirst({
    where: { organizationId: scope.organizationId, integrationId },
    orderBy: [{ uploadedAt: "desc" }, { id: "desc" }],
    select: { name: true, text: true, mapping: true, mode: true },
  });
  return row === null ? null : { ...row, mapping: Mapping.parse(row.mapping), mode: Mode.parse(row.mode) };
}

/** How the columns of the file before were understood, for the next file with the same columns. */
export async function findMapping(scope: OrganizationScope, integrationId: IntegrationId): Promise<Record<string, string> | null> {
  const row = await scope.db.integrationFile.findFirst({
    where: { organizationId: scope.organizationId, integrationId },
    orderBy: [{ uploadedAt: "desc" }, { id: "desc" }],
    select: { mapping: true },
  });
  return row === null ? null : Mapping.parse(row.mapping);
}

/** The file that counts of each integration that has one, without its text. */
export async function listFileStates(scope: OrganizationScope, integrationIds: readonly IntegrationId[]): Promise<FileState[]> {
  const rows = await scope.db.integrationFile.findMany({
    where: { organizationId: scope.organizationId, integrationId: { in: [...integrationIds] } },
    orderBy: [{ integrationId: "asc" }, { uploadedAt: "desc" }, { id: "desc" }],
    distinct: ["integrationId"],
    select: { integrationId: true, name: true, mode: true, uploadedAt: true },
  });
  return rows.map((row) => ({ ...row, mode: Mode.parse(row.mode) }));
}

const Mapping = z.record(z.string(), z.string());
const Mode = z.enum(["snapshot", "additions"]);
