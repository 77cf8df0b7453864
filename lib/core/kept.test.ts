import { describe, expect, test } from 'vitest';
import { Kept } from './kept';

type Options = { maxAgeMs?: number; maxWeight?: number };

/** A memory of texts by number, the trips that it made, and a gate that holds them up. */
function remembering({ maxAgeMs = 60_000, maxWeight = 1_000 }: Options = {}) {
  const rows = new Map<number, string>();
  const trips: number[][] = [];
  let gate: Promise<void> = Promise.resolve();
  const kept = new Kept<number, string>({
    load: async (keys) => {
      trips.push([...keys]);
      const read = new Map([...rows].filter(([key]) => keys.includes(key)));
      const isOpen = gate;
      gate = Promise.resolve();
      await isOpen;
      return read;
    },
    maxAgeMs,
    maxWeight,
    weigh: (text) => text.length,
  });
  /** The next trip reads, and stays on its way until the returned function is called. */
  const holdUp = () => {
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    return () => open();
  };
  return { kept, rows, trips, holdUp };
}

describe('a value that was read', () => {
  test('is not read again', async () => {
    const { kept, rows, trips } = remembering();
    rows.set(1, 'one');
    expect([await kept.get(1), await kept.get(1)]).toEqual(['one', 'one']);
    expect(trips).toEqual([[1]]);
  });

  test('is read again once it was dropped, and the others stay', async () => {
    const { kept, rows, trips } = remembering();
    rows.set(1, 'one').set(2, 'two');
    await kept.getMany([1, 2]);
    rows.set(1, 'uno');
    kept.drop(1);
    expect([...(await kept.getMany([1, 2])).values()]).toEqual(['uno', 'two']);
    expect(trips).toEqual([[1, 2], [1]]);
  });

  test('is read again once it is too old', async () => {
    const { kept, rows, trips } = remembering({ maxAgeMs: -1 });
    rows.set(1, 'one');
    await kept.get(1);
    await kept.get(1);
    expect(trips).toHaveLength(2);
  });

  test('is asked for again when there was none', async () => {
    const { kept, rows } = remembering();
    expect(await kept.get(1)).toBeUndefined();
    rows.set(1, 'one');
    expect(await kept.get(1)).toBe('one');
  });
});

describe('many values', () => {
  test('come in the order in which they were asked for, what is missing in one trip', async () => {
    const { kept, rows, trips } = remembering();
    rows.set(1, 'one').set(2, 'two').set(3, 'three');
    await kept.get(2);
    expect([...(await kept.getMany([3, 2, 9, 1])).keys()]).toEqual([3, 2, 1]);
    expect(trips).toEqual([[2], [3, 9, 1]]);
  });

  test('share the trip of whoever asked first', async () => {
    const { kept, rows, trips } = remembering();
    rows.set(1, 'one').set(2, 'two');
    const all = await Promise.all([kept.get(1), kept.get(1), kept.getMany([1, 2])]);
    expect(all).toEqual(['one', 'one', new Map([...rows])]);
    expect(trips).toEqual([[1], [2]]);
  });
});

describe('a value that changes while it is read', () => {
  test.each([
    ['itself', (kept: Kept<number, string>) => kept.drop(1)],
    ['with all others', (kept: Kept<number, string>) => kept.dropAll()],
  ])('and is dropped %s is not kept, and nobody new waits for the old one', async (_which, drop) => {
    const { kept, rows, holdUp } = remembering();
    rows.set(1, 'old');
    const arrive = holdUp();
    const early = kept.get(1);
    rows.set(1, 'new');
    drop(kept);
    const late = await kept.get(1);
    arrive();
    expect([await early, late, await kept.get(1)]).toEqual(['old', 'new', 'new']);
  });

  test('would be kept as it was if nobody said so', async () => {
    const { kept, rows, holdUp } = remembering();
    rows.set(1, 'old');
    const arrive = holdUp();
    const early = kept.get(1);
    rows.set(1, 'new');
    arrive();
    expect([await early, await kept.get(1)]).toEqual(['old', 'old']);
  });
});

describe('a memory that is full', () => {
  test('gives up what was unused for longest', async () => {
    const { kept, rows, trips } = remembering({ maxWeight: 6 });
    rows.set(1, 'one').set(2, 'two').set(3, 'six');
    await kept.get(1);
    await kept.get(2);
    await kept.get(1);
    await kept.get(3);
    trips.length = 0;
    await kept.getMany([1, 3]);
    expect(trips).toEqual([]);
    expect(await kept.get(2)).toBe('two');
    expect(trips).toEqual([[2]]);
  });

  test('weighs a value once, however often it is replaced', async () => {
    const { kept, rows, trips } = remembering({ maxWeight: 6 });
    rows.set(1, 'one').set(2, 'two');
    await kept.get(2);
    for (let round = 0; round < 5; round += 1) {
      kept.drop(1);
      await kept.get(1);
    }
    trips.length = 0;
    await kept.get(2);
    expect(trips).toEqual([]);
  });

  test('still answers with a value that is too heavy to keep', async () => {
    const { kept, rows } = remembering({ maxWeight: 2 });
    rows.set(1, 'one');
    expect([await kept.get(1), await kept.get(1)]).toEqual(['one', 'one']);
  });
});

test('a trip that fails fails for all who wait for it, and the next one begins anew', async () => {
  let isDown = true;
  const kept = new Kept<number, string>({
    load: async () => {
      if (isDown) throw new Error('down');
      return new Map([[1, 'one']]);
    },
    maxAgeMs: 60_000,
    maxWeight: 10,
    weigh: () => 1,
  });
  const asked = await Promise.allSettled([kept.get(1), kept.getMany([1, 2])]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isDown = false;
  expect(await kept.get(1)).toBe('one');
});
