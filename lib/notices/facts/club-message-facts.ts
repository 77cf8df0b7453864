import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs } from '@/db/schema';
import { notFound } from '@/lib/core/errors';
import { oneLine } from '@/lib/core/input/kept-text';
import type { ClubMessageFacts, Notice } from '@/lib/notices/notice-facts';
import { findReader } from '@/lib/notices/people/find-reader';

/**
 * Reads the facts of a message that staff of a club wrote. A club that closed meanwhile says nothing more.
 * @throws AppError not_found
 */
export async function readClubMessage(notice: Notice) {
  const { clubId, detail } = notice;
  const [club] = await db()
    .select()
    .from(clubs)
    .where(eq(clubs.id, clubId ?? 0));
  if (!club || !detail || !('text' in detail)) throw notFound('message');
  const reader = (await findReader(db(), notice)) ?? null;
  const facts: ClubMessageFacts = {
    playerName: oneLine(reader?.name ?? ''),
    clubName: oneLine(club.name),
    clubPhone: club.phone,
    clubEmail: club.email,
    text: detail.text,
  };
  return { facts, reader, isOpen: club.deletedAt === null };
}
