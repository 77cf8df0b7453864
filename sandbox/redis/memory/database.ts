/** `place` grows with every new key, so that a scan misses none when others are deleted. */
type Entry = { value: string; expiresAtMs: number | null; place: number };

/** The keys of the map. An expired one is removed when it is read. */
export type Database = ReturnType<typeof createDatabase>;

export function createDatabase(now: () => number) {
  const entries = new Map<string, Entry>();
  let lastPlace = 0;

  function entry(key: string): Entry | undefined {
    const found = entries.get(key);
    if (found === undefined || found.expiresAtMs === null || found.expiresAtMs > now()) return found;
    entries.delete(key);
    return undefined;
  }

  return {
    now,
    entry,
    read: (key: string): string | undefined => entry(key)?.value,
    put(key: string, value: string, expiresAtMs: number | null) {
      const place = entries.get(key)?.place ?? ++lastPlace;
      entries.set(key, { value, expiresAtMs, place });
    },
    delete: (key: string): boolean => entry(key) !== undefined && entries.delete(key),
    clear: () => entries.clear(),
    /** The next keys after a place, at most `count`, and the place of the last. Null when there are no more. */
    walk(after: number, count: number): { keys: string[]; place: number | null } {
      const ahead = [...entries].filter(([, { place }]) => place > after);
      const some = ahead.slice(0, count);
      return {
        keys: some.map(([key]) => key).filter((key) => entry(key) !== undefined),
        place: ahead.length > count ? (some.at(-1)?.[1].place ?? null) : null,
      };
    },
  };
}
