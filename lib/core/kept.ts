type Source<Key, Value> = {
  /** Reads the values of many keys in one trip. A key without one is left out. */
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
  maxAgeMs: number;
  /** How much is kept, in the units of `weigh`. What was unused for longest goes first. */
  maxWeight: number;
  weigh: (value: Value) => number;
};

type Entry<Value> = { value: Value; weight: number; loadedAtMs: number };

/**
 * Values that a process reads once and keeps in memory, up to an age and a weight. Whoever asks for one that is being
 * read waits for the same read, and a value that was dropped meanwhile is not kept.
 */
export class Kept<Key, Value extends NonNullable<unknown>> {
  /** In the order of use. */
  readonly #entries = new Map<Key, Entry<Value>>();
  readonly #reads = new Map<Key, Promise<Value | undefined>>();
  #weight = 0;

  constructor(private readonly source: Source<Key, Value>) {}

  async get(key: Key): Promise<Value | undefined> {
    return (await this.getMany([key])).get(key);
  }

  /** Those that there are, in the order of the keys. What is missing is read in one trip. */
  async getMany(keys: readonly Key[]): Promise<Map<Key, Value>> {
    const known = keys.map((key) => this.#recall(key));
    // To await a value that is there makes two promises for it, which cost more than all the rest.
    const values = known.includes(undefined) ? await this.#complete(keys, known) : known;
    const found = new Map<Key, Value>();
    for (const [at, key] of keys.entries()) {
      const value = values[at];
      if (value !== undefined) found.set(key, value);
    }
    return found;
  }

  /** Fills the gaps from running reads and a new one. */
  #complete(
    keys: readonly Key[],
    known: readonly (Value | undefined)[],
  ): Promise<readonly (Value | undefined)[]> {
    const missing = keys.filter((key, at) => known[at] === undefined && !this.#reads.has(key));
    const reads = this.#read(missing);
    return Promise.all(keys.map((key, at) => known[at] ?? reads.get(key) ?? this.#reads.get(key)));
  }

  drop(key: Key): void {
    this.#reads.delete(key);
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#weight -= entry.weight;
  }

  dropAll(): void {
    this.#reads.clear();
    this.#entries.clear();
    this.#weight = 0;
  }

  #recall(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry || Date.now() - entry.loadedAtMs > this.source.maxAgeMs) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  #read(keys: readonly Key[]): ReadonlyMap<Key, Promise<Value | undefined>> {
    if (keys.length === 0) return new Map();
    const loadedAtMs = Date.now();
    const loading = this.source.load(keys);
    const reads = new Map(keys.map((key) => [key, loading.then((values) => values.get(key))]));
    for (const [key, read] of reads) {
      this.#reads.set(key, read);
      const end = (value?: Value) => {
        if (this.#reads.get(key) !== read) return;
        this.drop(key);
        if (value !== undefined) this.#keep(key, value, loadedAtMs);
      };
      read.then(end, () => end());
    }
    return reads;
  }

  #keep(key: Key, value: Value, loadedAtMs: number): void {
    const weight = this.source.weigh(value);
    this.#entries.set(key, { value, weight, loadedAtMs });
    this.#weight += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.source.maxWeight) return;
      this.drop(oldest);
    }
  }
}
