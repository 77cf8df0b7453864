import type { z } from 'zod';

/** Says at each of several items that another one has the same word under that key. */
export const refuseRepeated =
  <Key extends string>(key: Key) =>
  (items: readonly Readonly<Record<Key, string>>[], check: z.RefinementCtx): void => {
    for (const [index, item] of items.entries()) {
      if (!items.some((other, place) => place !== index && other[key] === item[key])) continue;
      check.addIssue({ code: 'custom', path: [index, key], message: 'is there twice' });
    }
  };
