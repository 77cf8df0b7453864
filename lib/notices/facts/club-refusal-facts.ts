import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { users } from '@/db/schema';
import { notFound } from '@/lib/core/errors';
import { oneLine } from '@/lib/core/input/kept-text';
import { type ClubRefusalFacts, type Notice, readerOf } from '@/lib/notices/notice-facts';

/**
 * Reads the facts of a refused request for a club, of which the notice alone is left.
 * @throws AppError not_found
 */
export async function readClubRefusal({ detail, recipient }: Pick<Notice, 'detail' | 'recipient'>) {
  if (!detail || !('clubName' in detail)) throw notFound('request for a club');
  const [user = null] = await db().select().from(users).where(eq(users.email, recipient));
  const facts: ClubRefusalFacts = { clubName: oneLine(detail.clubName) };
  return { facts, reader: readerOf(user) ?? { email: recipient, mailboxDead: false } };
}
