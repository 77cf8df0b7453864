import { z } from 'zod';
import { passingJson } from './live-event-json';

/** A page that counts what waits for a club's staff. It hears when the count may have changed. */
export const watchWaitingSchema = z
  .strictObject({ type: z.literal('watch_waiting'), club_id: z.int().positive().max(2_147_483_647) })
  .transform(({ type, club_id }) => ({ type, clubId: club_id }));

/** The payload of NOTIFY waiting, written by triggers on notices and refunds. */
const noteSchema = z.object({
  club_id: z.int(),
  /** Null for what has changed already. */
  due_at: z.iso.datetime({ offset: true }).transform(Date.parse).nullable(),
});

export type WaitingNote = z.output<typeof noteSchema>;
export const parseWaiting = (payload: string): WaitingNote => noteSchema.parse(JSON.parse(payload));

/** It does not say what waits: the page asks for that. */
export const waitingJson = ({ club_id, due_at }: WaitingNote) =>
  passingJson('desk.waiting', { club_id, in_ms: due_at === null ? 0 : Math.max(0, due_at - Date.now()) });
