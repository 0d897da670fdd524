// The keys of an installation that was given none: made once, readable by its owner only.
import { createHash, createHmac, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

function makeKeys() {
  return {
    appSecret: randomBytes(32).toString("hex"),
    encryptionKey: randomBytes(32).toString("base64"),
    postgresPassword: randomBytes(24).toString("hex"),
  };
}

/** APP_SECRET and ENCRYPTION_KEY come from the environment where it has them, else from `keys.json` in the folder. */
export function readKeys(dataFolder) {
  const file = path.join(dataFolder, "keys.json");
  fs.mkdirSync(dataFolder, { recursive: true });
  if (!fs.existsSync(file)) {
    fs.writeFileSync(`${file}.new`, `${JSON.stringify(makeKeys(), null, 2)}\n`, { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  }
  const stored = JSON.parse(fs.readFileSync(file, "utf8"));
  return {
    appSecret: process.env.APP_SECRET || stored.appSecret,
    encryptionKey: process.env.ENCRYPTION_KEY || stored.encryptionKey,
    postgresPassword: stored.postgresPassword,
  };
}

/** Opens the first-run set-up page until the first Organization exists; web knows only its hash. */
export function setupTokenOf(appSecret) {
  return createHmac("sha256", appSecret).update("set-up token").digest("base64url").slice(0, 32);
}

export function setupTokenHash(token) {
  return createHash("sha256").update(token).digest("hex");
}
