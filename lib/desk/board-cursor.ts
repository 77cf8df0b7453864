import { AppError } from '@/lib/core/errors';

/**
 * Up to where a page has read. Every transaction before the horizon, an id of PostgreSQL, had ended when it read.
 */
type Cursor = { horizon: string; readAt: Date };

/** Places that bookings left are kept for two days. */
const LONGEST_MS = 24 * 60 * 60 * 1000;
const CURSOR = /^1\.(\d{1,19})\.(\d{1,10})$/;

export const writeCursor = ({ horizon, readAt }: Cursor): string =>
  Buffer.from(`1.${horizon}.${Math.floor(readAt.getTime() / 1000)}`).toString('base64url');

/**
 * The horizon of a cursor that this server wrote within the last day.
 * @throws AppError invalid_input
 */
export function readCursor(text: string, now: Date): string {
  const [, horizon, seconds] = CURSOR.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  const isYoung = now.getTime() - Number(seconds) * 1000 <= LONGEST_MS;
  if (horizon === undefined || !isYoung) throw badCursor();
  return horizon;
}

/** What a page hears whose cursor is of no use. */
export const badCursor = () =>
  new AppError('invalid_input', 'This cursor is unknown or older than a day: read the day anew.', {
    fields: { since: ['must be the cursor of an earlier answer'] },
  });
