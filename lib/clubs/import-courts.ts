import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { courts } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';
import type { DirectoryClub } from '@/lib/services/directory/directory';

export type CourtRow = typeof courts.$inferSelect;

/**
 * Courts are matched by the name that the directory gave them. One that staff have changed keeps what they said, and one
 * that is no longer listed stays, since people may have booked it.
 */
export async function importCourts(
  tx: Tx,
  ctx: Context,
  clubId: number,
  ours: readonly CourtRow[],
  listed: DirectoryClub['courts'],
): Promise<boolean> {
  let changed = false;
  let position = Math.max(0, ...ours.map((court) => court.position));
  for (const { id: _, ...court } of new Map(listed.map((entry) => [entry.name, entry])).values()) {
    const known = ours.find((candidate) => (candidate.directoryName ?? candidate.name) === court.name);
    if (!known) {
      position += 1;
      const made = await tx
        .insert(courts)
        .values({ ...court, clubId, position, directoryName: court.name })
        .returning({ id: courts.id });
      for (const { id } of made) await recordCourt(tx, ctx, id, 'active', { after: court });
    } else if (known.staffChangedAt !== null || isSame(known, court)) {
      continue;
    } else {
      await tx
        .update(courts)
        .set({ ...court, directoryName: court.name })
        .where(eq(courts.id, known.id));
      const { sport, indoor, surface, format } = known;
      await recordCourt(tx, ctx, known.id, 'changed', {
        before: { sport, indoor, surface, format },
        after: court,
      });
    }
    changed = true;
  }
  return changed;
}

const recordCourt = (tx: Tx, ctx: Context, entityId: number, to: string, detail: Record<string, unknown>) =>
  recordChange(tx, ctx, {
    entity: 'court',
    entityId,
    from: null,
    to,
    detail: { source: 'directory', ...detail },
  });

const isSame = (
  ours: CourtRow,
  { sport, indoor, surface, format }: Omit<DirectoryClub['courts'][number], 'id'>,
) => ours.sport === sport && ours.indoor === indoor && ours.surface === surface && ours.format === format;
