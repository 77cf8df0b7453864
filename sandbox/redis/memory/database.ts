import { RedisFailure } from '../store';

type Hash = Map<string, string>;
export type SortedSet = Map<string, number>;

type Data =
  | { type: 'string'; value: string }
  | { type: 'hash'; value: Hash }
  | { type: 'set'; value: Set<string> }
  | { type: 'zset'; value: SortedSet };

/** `place` grows with every new key, so that a scan misses none when others are deleted. */
type Entry = Data & { expiresAtMs: number | null; place: number };
type ValueOf<T extends Data['type']> = Extract<Data, { type: T }>['value'];

/** The keys of the map. An expired one is removed when it is read. */
export type Database = ReturnType<typeof createDatabase>;

export function createDatabase(now: () => number) {
  const entries = new Map<string, Entry>();
  let lastPlace = 0;

  function put(key: string, data: Data, expiresAtMs: number | null): void {
    const place = entries.get(key)?.place ?? ++lastPlace;
    entries.set(key, { ...data, expiresAtMs, place });
  }

  function entry(key: string): Entry | undefined {
    const found = entries.get(key);
    if (found === undefined || found.expiresAtMs === null || found.expiresAtMs > now()) return found;
    entries.delete(key);
    return undefined;
  }

  /** @throws RedisFailure when the key holds something of another type */
  function read<T extends Data['type']>(key: string, type: T): ValueOf<T> | undefined;
  function read(key: string, type: Data['type']): Data['value'] | undefined {
    const found = entry(key);
    if (found !== undefined && found.type !== type) {
      throw new RedisFailure('WRONGTYPE Operation against a key holding the wrong kind of value');
    }
    return found?.value;
  }

  /** The collection under a key, made when there is none. */
  function open<T extends 'hash' | 'set' | 'zset'>(key: string, type: T): ValueOf<T>;
  function open(key: string, type: 'hash' | 'set' | 'zset'): Data['value'] {
    const found = read(key, type);
    if (found !== undefined) return found;
    const created = empty(type);
    put(key, created, null);
    return created.value;
  }

  return {
    now,
    entry,
    read,
    open,
    setString(key: string, value: string, expiresAtMs: number | null) {
      put(key, { type: 'string', value }, expiresAtMs);
    },
    delete: (key: string): boolean => entry(key) !== undefined && entries.delete(key),
    /** Redis keeps no empty collection. */
    dropIfEmpty(key: string) {
      const found = entry(key);
      if (found !== undefined && found.type !== 'string' && found.value.size === 0) entries.delete(key);
    },
    clear: () => entries.clear(),
    keys: (): string[] => [...entries.keys()].filter((key) => entry(key) !== undefined),
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

function empty(type: 'hash' | 'set' | 'zset'): Data {
  switch (type) {
    case 'hash':
      return { type, value: new Map() };
    case 'set':
      return { type, value: new Set() };
    case 'zset':
      return { type, value: new Map() };
  }
}
