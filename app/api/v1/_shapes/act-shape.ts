import { z } from 'zod';
import type { Act } from '@/lib/records/acts';
import { instant } from './members';

export const actSchema = z
  .strictObject({ id: z.uuid(), undo_until: instant })
  .describe('What staff did. Until then it can be undone, and nobody is told.');

/** The act of an answer. A preview has none. */
export const actShape = ({ preview }: { preview?: boolean }, { id, undoUntil }: Act) =>
  preview ? {} : { act: { id, undo_until: undoUntil.toISOString() } };
