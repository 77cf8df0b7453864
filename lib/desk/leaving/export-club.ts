import type { Context } from '@/lib/core/context';
import { type ClubRow, getAnyClub } from '@/lib/clubs/leaving/closed-clubs';
import { requireStepUp } from '@/lib/factors/step-up';
import { recordChange } from '@/lib/records/audit';
import { transaction } from '@/db';
import { beginSnapshot } from '@/db/snapshot';
import { PARTS } from './export-parts';
import type { Cells } from './part';

export type ClubExport = { club: ClubRow; files: AsyncGenerator<ExportedFile> };

type ExportedFile = { name: string; columns: readonly string[]; rows: AsyncGenerator<Cells> };

/**
 * All that a club has about its bookings, its people, its money and what was done there, as it is at one moment, in
 * tables that are read piece by piece while they are taken. A closed club can be taken along too.
 * @throws AppError `not_found`, `forbidden` below owner and, for a session, with `reason` `step_up`, `unauthenticated`
 */
export async function exportClub(ctx: Context, clubIdOrSlug: string): Promise<ClubExport> {
  const club = await getAnyClub(ctx, clubIdOrSlug, 'exportClub');
  await requireStepUp(ctx);
  await transaction((tx) =>
    recordChange(tx, ctx, {
      entity: 'club',
      entityId: club.id,
      from: null,
      to: 'exported',
      asStaff: true,
    }),
  );
  return { club, files: readFiles(club) };
}

async function* readFiles(club: ClubRow): AsyncGenerator<ExportedFile> {
  const { on, end } = await beginSnapshot();
  try {
    for (const { name, columns, rows } of PARTS) yield { name, columns, rows: rows(on, club) };
  } finally {
    await end();
  }
}
