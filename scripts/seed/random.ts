/** A repeatable source of chance. */
export type Random = {
  /** From 0 up to, but never, 1. */
  next: () => number;
  /** A whole number from 0 up to, but never, `count`. */
  below: (count: number) => number;
  /** One of the choices, drawn by weight. Undefined when there is none. */
  pick: <T>(choices: readonly T[], weightOf?: (choice: T) => number) => T | undefined;
};

/** Mulberry32 (public domain): the same sequence for the same seed. */
export function seededRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(choices: readonly T[], weightOf: (choice: T) => number = () => 1) => {
    let left = next() * choices.reduce((sum, choice) => sum + weightOf(choice), 0);
    for (const choice of choices) {
      left -= weightOf(choice);
      if (left < 0) return choice;
    }
    return choices.at(-1);
  };
  return { next, below: (count) => Math.floor(next() * count), pick };
}
