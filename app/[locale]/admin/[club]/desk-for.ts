import { cache } from 'react';
import { isAppError } from '@/lib/core/errors';
import { type Desk, openDesk } from '@/lib/desk/open-desk';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../or-not-found';

const readDesk = cache(async (club: string): Promise<Desk> => openDesk(await pageContext(), club));

/**
 * The club of a page, by the address's id or slug. A foreign club is the 404 page, and an anonymous reader signs in
 * and returns to `back`, a path without its language.
 */
export const deskFor = (club: string, back: string): Promise<Desk> => orNotFound(readDesk(club), back);

/** The same for the layout, which leaves it to its page to refuse. */
export async function deskOrNull(club: string): Promise<Desk | null> {
  try {
    return await readDesk(club);
  } catch (error) {
    if (isAppError(error, 'not_found') || isAppError(error, 'unauthenticated')) return null;
    throw error;
  }
}
