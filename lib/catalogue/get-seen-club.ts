import { may } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { type Club, getClub, isListed } from './catalogue';

/**
 * A club that the actor may see, by id or slug. Before it is listed, that is its staff and the operators.
 * @throws AppError not_found
 */
export async function getSeenClub(ctx: Context, idOrSlug: number | string): Promise<Club> {
  const club = await getClub(idOrSlug);
  assertSeen(ctx, club, 'club');
  return club;
}

/** @throws AppError not_found, naming what was asked for, when the actor may not see its club */
export function assertSeen({ actor }: Context, club: Club, what: 'club' | 'court'): void {
  if (!isListed(club) && !may(actor, club.id, 'seeSetUp')) throw notFound(what);
}
