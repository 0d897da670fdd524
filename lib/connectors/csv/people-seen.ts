const FREE = 0;
const SLOTS_AT_FIRST = 1 << 12;
const WORDS = 4;

/**
 * Remembers on which line a person's id, e-mail address and number stood first. Keeps digests of 96 bits instead of the
 * texts, so that half a million people take some tens of megabytes.
 */
export class PeopleSeen {
  private slots = new Uint32Array(SLOTS_AT_FIRST * WORDS);
  private taken = 0;

  /** The line on which this key was noted, if it was. */
  find(key: string): number | undefined {
    const line = this.slots[this.slotOf(digest(key)) + 3] ?? FREE;
    return line === FREE ? undefined : line;
  }

  note(key: string, line: number): void {
    if (this.taken * 3 > (this.slots.length / WORDS) * 2) this.grow();
    this.put(digest(key), line);
  }

  private put(words: Digest, line: number): void {
    const at = this.slotOf(words);
    if (this.slots[at + 3] === FREE) this.taken += 1;
    this.slots.set([...words, line], at);
  }

  private slotOf([a, b, c]: Digest): number {
    const { slots } = this;
    for (let at = (a * WORDS) % slots.length; ; at = (at + WORDS) % slots.length) {
      if (slots[at + 3] === FREE || (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c)) return at;
    }
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += WORDS) {
      const [a = 0, b = 0, c = 0, line = FREE] = before.subarray(at, at + WORDS);
      if (line !== FREE) this.slots.set([a, b, c, line], this.slotOf([a, b, c]));
    }
  }
}

type Digest = readonly [number, number, number];

/** Three multiplicative hashes side by side; not for secrets, but no two people of one file share all 96 bits. */
function digest(key: string): Digest {
  let a = 0x9e3779b1;
  let b = 0x85ebca77;
  let c = 0xc2b2ae3d;
  for (let index = 0; index < key.length; index += 1) {
    const code = key.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
    c = Math.imul(c ^ code, 668265263);
    a ^= b >>> 15;
    b ^= c >>> 13;
    c ^= a >>> 16;
  }
  return [Math.imul(a ^ (a >>> 16), 2246822507) >>> 0, Math.imul(b ^ (b >>> 13), 3266489909) >>> 0, Math.imul(c ^ (c >>> 15), 2246822519) >>> 0];
}
