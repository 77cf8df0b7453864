import { z } from 'zod';

/** How many rows of a list one act changes at most. */
export const MOST_CHOSEN = 100;

/** Rows that were chosen in a list, each once. */
export const chosenIds = z
  .array(z.uuid())
  .min(1)
  .max(MOST_CHOSEN)
  .refine((ids) => new Set(ids).size === ids.length, 'must name each once');
