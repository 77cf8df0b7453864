import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { clubRequests, clubs } from '@/db/schema';
import { writeInvitation } from '@/lib/accounts/write-invitation';
import { freeSlug } from '@/lib/clubs/free-slug';
import { startClubChange } from '@/lib/clubs/start-club-change';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

type ClubRequest = typeof clubRequests.$inferSelect;

/**
 * Makes a club of a request, in the transaction that decided it, and invites its mailbox as the owner. The club is not
 * listed and sells nothing until its owner publishes it.
 * @param invitedBy null when nobody decided it
 */
export async function takeInClub(
  tx: Tx,
  after: After,
  ctx: Context,
  request: ClubRequest,
  invitedBy: string | null,
): Promise<void> {
  const { id, email, locale, sport: _, createdAt: __, ...facts } = request;
  await tx
    .insert(clubs)
    .overridingSystemValue()
    .values({
      ...facts,
      id,
      slug: await freeSlug(tx, `${facts.name} ${facts.city}`),
      // Nobody has said yet where it is; `checkFacts` asks for it.
      latitude: 0,
      longitude: 0,
      about: { es: '', en: '' },
      durationsMinutes: [60, 90, 120],
    });
  await tx.delete(clubRequests).where(eq(clubRequests.id, id));
  await recordChange(tx, ctx, {
    entity: 'club',
    entityId: id,
    from: 'asked',
    to: 'approved',
    asStaff: true,
  });
  await startClubChange(tx, after, ctx, id);
  await writeInvitation(tx, after, { ...ctx, locale }, { clubId: id, email, role: 'owner', invitedBy });
}
