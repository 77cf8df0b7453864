import { createHash } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { clubs, notices } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { chosenIds } from '@/lib/core/input/chosen-ids';
import { keptText } from '@/lib/core/input/kept-text';
import { DAY_MS, HOUR_MS, localDateOf } from '@/lib/core/time';
import { deliverAfter } from '@/lib/notices/notify';
import { clubText } from '@/lib/notices/templates/club-message-words';
import { countSegments, MAX_SEGMENTS } from '@/lib/notices/templates/text-segments';
import { recordChange } from '@/lib/records/audit';
import { type ClubReader, findReaders } from './find-readers';

export const LONGEST_MESSAGE = 1000;

export const sendMessageSchema = z.strictObject({
  text: keptText(LONGEST_MESSAGE).pipe(z.string().min(1)),
  reservationIds: chosenIds.optional().describe('Bookings, for whoever took them. Else customer_ids.'),
  customerIds: chosenIds.optional(),
  only: z.literal('email').optional().describe('Leaves out who can be reached by text message alone.'),
});
export type SendMessage = z.output<typeof sendMessageSchema>;

/** `lately` is who was sent the same words today. */
export const MESSAGE_OUTLOOKS = ['email', 'sms', 'lately', 'unreachable'] as const;
type Outlook = (typeof MESSAGE_OUTLOOKS)[number];

/** Each person who was chosen, with the way by which the message goes, or why it does not. */
export type MessageSent = { people: readonly (ClubReader & { outlook: Outlook })[] };

/** Of one club. More than that is no message about its bookings. */
const MOST_A_DAY = 500;

/**
 * Sends words of a club to the people of some bookings, or to some people: by mail, else by text message. The same
 * words go to the same address once a day, so that a second press sends nothing more.
 * @throws AppError invalid_input for neither or both of the two, and for words that no text message holds while
 *   somebody has only a number; rate_limited beyond 500 a day; not_found, forbidden, unauthenticated
 */
export async function sendMessage(
  ctx: Context,
  clubIdOrSlug: string,
  wanted: SendMessage,
): Promise<MessageSent> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'writeToPeople');
  assertOneOf(wanted);
  return changeOrPreview(ctx, async (tx, after) => {
    // A second desk waits, and then finds what this one has sent.
    await tx.select({ id: clubs.id }).from(clubs).where(eq(clubs.id, club.id)).for('no key update');
    const objectId = objectOf(ctx, club, wanted.text);
    const told = await listTold(tx, objectId);
    const people = (await findReaders(tx, club, wanted)).map((reader) => ({
      ...reader,
      outlook: outlookOf(reader, told),
    }));
    const going = people.filter(isGoing);
    assertFits(club, wanted.text, going);
    await assertSeldom(tx, club, going.length);
    const written = await insert(tx, ctx, club, { objectId, text: wanted.text }, going);
    deliverAfter(after, written);
    const change = { entity: 'notice', from: null, to: 'pending', asStaff: true } as const;
    await recordChange(tx, ctx, ...written.map(({ id }) => ({ ...change, entityId: id })));
    return { people };
  });
}

function assertOneOf({ reservationIds, customerIds }: SendMessage): void {
  if ((reservationIds === undefined) !== (customerIds === undefined)) return;
  throw new AppError('invalid_input', 'Name either bookings or people.', {
    fields: { reservation_ids: ['goes without customer_ids, and is required without them'] },
  });
}

/** The words of a club on one of its days. */
function objectOf({ now }: Context, { id, timeZone }: Club, text: string): string {
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return `${id}:${localDateOf(now.getTime(), timeZone)}:${digest}`;
}

async function listTold(tx: Tx, objectId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ recipient: notices.recipient })
    .from(notices)
    .where(and(eq(notices.kind, 'club_message'), eq(notices.objectId, objectId)));
  return new Set(rows.map(({ recipient }) => recipient));
}

function outlookOf({ way }: ClubReader, told: ReadonlySet<string>): Outlook {
  if (!way) return 'unreachable';
  return told.has(way.recipient) ? 'lately' : way.channel;
}

type Going = ClubReader & { way: NonNullable<ClubReader['way']> };

const isGoing = <Person extends ClubReader & { outlook: Outlook }>(
  person: Person,
): person is Person & Going => person.outlook === 'email' || person.outlook === 'sms';

function assertFits({ name }: Club, text: string, going: readonly Going[]): void {
  const bySms = going.filter(({ way }) => way.channel === 'sms').length;
  if (bySms === 0 || countSegments(clubText({ clubName: name, text })) <= MAX_SEGMENTS) return;
  throw new AppError(
    'invalid_input',
    'This is too long for a text message, by which some of them are reached.',
    {
      fields: { text: [TOO_LONG_FOR_SMS] },
      details: { reason: 'too_long_for_sms', sms: bySms },
    },
  );
}

/** The word for it at the field. */
export const TOO_LONG_FOR_SMS = 'must fit a text message, by which some of them are reached';

async function assertSeldom(tx: Tx, { id }: Club, more: number): Promise<void> {
  if (more === 0) return;
  const today = and(
    eq(notices.clubId, id),
    eq(notices.kind, 'club_message'),
    isNull(notices.resendOf),
    gt(notices.createdAt, sql`now() - interval '1 day'`),
  );
  if ((await tx.$count(notices, today)) + more <= MOST_A_DAY) return;
  throw new AppError('rate_limited', `A club writes ${MOST_A_DAY} messages a day at most: go on tomorrow.`, {
    retryAfterSeconds: HOUR_MS / 1000,
  });
}

async function insert(
  tx: Tx,
  { now }: Context,
  { id: clubId }: Club,
  { objectId, text }: { objectId: string; text: string },
  going: readonly Going[],
) {
  if (going.length === 0) return [];
  const about = { kind: 'club_message', objectId, clubId, detail: { text } } as const;
  // What could not be sent for a day is news no more.
  const expiresAt = new Date(now.getTime() + DAY_MS);
  return tx
    .insert(notices)
    .values(
      going.map(({ userId, customerId, reservationId, locale, way }) => ({
        ...about,
        expiresAt,
        userId,
        customerId,
        reservationId,
        locale,
        ...way,
      })),
    )
    .onConflictDoNothing()
    .returning();
}
