const WINDOW_MS = 5 * 60_000;
const WRONG_MAX = 10;
/** Bounds the memory that somebody with many addresses can fill. */
const KEYS_MAX = 50_000;

/**
 * Slows guessing: after ten wrong passwords for one e-mail from one network address within five minutes, that address
 * waits. Bound to both, so that nobody can lock a person out from elsewhere. Kept per process.
 */
export class SignInThrottle {
  readonly #wrong = new Map<string, number[]>();

  /** Whether this address may try this e-mail now. */
  mayTry(address: string, email: string, now = Date.now()): boolean {
    return this.#recent(keyOf(address, email), now).length < WRONG_MAX;
  }

  noteWrong(address: string, email: string, now = Date.now()): void {
    const key = keyOf(address, email);
    const times = [...this.#recent(key, now), now];
    this.#wrong.delete(key);
    this.#wrong.set(key, times);
    const oldest = this.#wrong.keys().next().value;
    if (this.#wrong.size > KEYS_MAX && oldest !== undefined) this.#wrong.delete(oldest);
  }

  /** A right password ends the count. */
  noteRight(address: string, email: string): void {
    this.#wrong.delete(keyOf(address, email));
  }

  #recent(key: string, now: number): number[] {
    return (this.#wrong.get(key) ?? []).filter((time) => time > now - WINDOW_MS);
  }
}

const keyOf = (address: string, email: string): string => JSON.stringify([address, email]);
