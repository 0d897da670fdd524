import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { env } from "@/lib/env";

/** Half of the machine at most works on passwords, so that guessing slows nobody who is signed in. */
const PLACES = Math.max(1, Math.floor(availableParallelism() / 2));
/** Who comes when so many wait is told to come back: an answer after that would be too late anyway. */
const WAITING_MAX = 40;

let free = PLACES;
const waiting: (() => void)[] = [];

/** Too many passwords are being checked at this moment. */
export class TooBusyForPasswords extends Error {
  override readonly name = "TooBusyForPasswords";
}

const cost = () => ({ memoryCost: env().PASSWORD_MEMORY_KIB, timeCost: env().PASSWORD_PASSES, parallelism: 1 });

/** argon2id, the library's default, in PHC form with the operator's cost. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost()));

/** Whether the password is the one of the hash, whatever cost that was made with. */
export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> => inTurn(() => verify(passwordHash, password));

/** Whether a hash was made with another cost than a new one would be. */
export const isHashOutdated = (passwordHash: string): boolean =>
  !passwordHash.includes(`$m=${String(env().PASSWORD_MEMORY_KIB)},t=${String(env().PASSWORD_PASSES)},p=1$`);

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1;
  else {
    if (waiting.length >= WAITING_MAX) throw new TooBusyForPasswords("Too many passwords are being checked at this moment.");
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}
