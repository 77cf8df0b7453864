import { z } from 'zod';
import { ACT_KINDS } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { isoWithOffset } from '@/lib/core/time';
import type { ShownAct } from '@/lib/desk/acts/list-acts';
import type { Act } from '@/lib/records/acts';
import { instant } from './members';

export const actSchema = z
  .strictObject({ id: z.uuid(), undo_until: instant })
  .describe('What was done. Until then it can be undone, and nobody is told.');

/** The act of an answer. A preview has none. */
export const actShape = ({ preview }: { preview?: boolean }, { id, undoUntil }: Act) =>
  preview ? {} : { act: { id, undo_until: undoUntil.toISOString() } };

export const shownActSchema = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(ACT_KINDS),
    by: z
      .strictObject({ user_id: z.uuid().nullable(), name: z.string().nullable() })
      .describe('Without an id it was whoever booked without an account.'),
    at: instant,
    undo_until: instant,
    undone_at: instant.nullable(),
    undoable: z.boolean().describe('By whoever asks, now.'),
    summary: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .describe('Ids, instants and amounts that say what was done, by its kind.'),
  })
  .describe('What staff or players did that can or could be undone.');

export function shownActShape(club: Club, act: ShownAct) {
  const at = (moment: Date) => isoWithOffset(moment.getTime(), club.timeZone);
  return {
    id: act.id,
    kind: act.kind,
    by: { user_id: act.by.userId, name: act.by.name },
    at: at(act.createdAt),
    undo_until: at(act.undoUntil),
    undone_at: act.undoneAt && at(act.undoneAt),
    undoable: act.isUndoable,
    summary: act.summary,
  };
}
