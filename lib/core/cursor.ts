import { z } from "zod";
import { AppError } from "./errors";

// PostgreSQL cannot take a NUL, and no sort key of ours holds one.
const Parts = z.array(z.string().refine((part) => !part.includes("\0")).nullable());

/** Packs the sort key of a list's last row into one opaque, address-safe text. Name the sort among the parts, so that the cursor is bound to it. */
export const encodeCursor = (parts: readonly (string | null)[]): string =>
  Buffer.from(JSON.stringify(parts), "utf8").toString("base64url");

/** The parts that `encodeCursor` packed; throws `invalid_input` for anything else. What it gives back came from the caller: treat it as input. */
export function decodeCursor(cursor: string, length: number): (string | null)[] {
  const parts = Parts.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (parts.success && parts.data.length === length) return parts.data;
  throw invalidCursor();
}

/** The one refusal of a cursor, also for lists that find it bound to another sort or holding rubbish. */
export function invalidCursor(): AppError {
  const message = "This cursor does not belong to this list. Ask again without a cursor.";
  return new AppError("invalid_input", message, { fields: { cursor: message } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
