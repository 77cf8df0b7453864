import { RedisFailure } from '../store';

export type Hash = Map<string, string>;
export type SortedSet = Map<string, number>;

type Data =
  | { type: 'string'; value: string }
  | { type: 'hash'; value: Hash }
  | { type: 'set'; value: Set<string> }
  | { type: 'zset'; value: SortedSet };

type Entry = Data & { expiresAtMs: number | null };
type ValueOf<T extends Data['type']> = Extract<Data, { type: T }>['value'];

/** The keys of the map; one that has expired is gone the moment anyone looks. */
export type Database = ReturnType<typeof createDatabase>;

export function createDatabase(now: () => number) {
  const entries = new Map<string, Entry>();

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
    entries.set(key, { ...created, expiresAtMs: null });
    return created.value;
  }

  return {
    now,
    entry,
    read,
    open,
    setString(key: string, value: string, expiresAtMs: number | null) {
      entries.set(key, { type: 'string', value, expiresAtMs });
    },
    delete: (key: string): boolean => entry(key) !== undefined && entries.delete(key),
    /** Redis keeps no empty collection. */
    dropIfEmpty(key: string) {
      const found = entry(key);
      if (found !== undefined && found.type !== 'string' && found.value.size === 0) entries.delete(key);
    },
    clear: () => entries.clear(),
    keys: (): string[] => [...entries.keys()].filter((key) => entry(key) !== undefined),
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
