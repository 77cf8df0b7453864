import type { Context } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { deletePhotosOfClosed } from '@/lib/clubs/photos/delete-photos-of-closed';
import { closeRetiredCourts } from '@/lib/clubs/courts/close-retired-courts';
import { giveUpStaleTexts } from '@/lib/notices/give-up-stale-texts';
import { completePlayed } from '@/lib/reservations/complete-played';
import { type Nudge, nudge } from '@/lib/services/inngest/jobs';
import { listWaiting, type Waiting } from './list-waiting';
import { prune } from './prune';

/** Inngest accepts 512 KB at once (inngest.com/docs/usage-limits/inngest), and an event has some 200 bytes. */
const SENT_AT_ONCE = 500;

/** How many rows of each kind were nudged or seen to. */
export type Swept = Readonly<Record<string, number>>;

/**
 * Sends the events of waiting rows again, because an event was lost or a process died. It also completes played games,
 * closes retired courts, takes away the photos of clubs that cannot come back and deletes expired rows.
 */
export async function sweep(ctx: Context): Promise<Swept> {
  const found = await listWaiting();
  const due = found.flatMap(({ waiting }) => waiting.map((row) => again(ctx, row)));
  for (let at = 0; at < due.length; at += SENT_AT_ONCE) nudge(due.slice(at, at + SENT_AT_ONCE));
  return {
    ...Object.fromEntries(found.map(({ name, waiting }) => [name, waiting.length])),
    staleTexts: await giveUpStaleTexts(ctx),
    completed: await completePlayed(ctx),
    closedCourts: await closeRetiredCourts(ctx),
    photosOfClosed: await deletePhotosOfClosed(),
    pruned: await prune(),
  };
}

/**
 * The same event with the id of its turn. The engine drops a known id, so a row that only waits is queued once a
 * turn.
 */
const again = ({ now }: Context, { sinceMs, event }: Waiting): Nudge => ({
  ...event,
  id: `${event.id}@${turnOf(now.getTime() - sinceMs)}`,
});

/** Turns come after 1, 2, 4, 8 and 16 minutes of waiting, and then each half hour. */
function turnOf(waitedMs: number): number {
  const minutes = Math.max(1, waitedMs / MINUTE_MS);
  return minutes < 32 ? Math.floor(Math.log2(minutes)) : 4 + Math.floor(minutes / 32);
}
