import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { takeLock } from '@/db/locks';
import { clubRequests, SPORTS } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { emailAddress, mailboxOf } from '@/lib/core/input/email-address';
import { keptName } from '@/lib/core/input/kept-text';
import { countryCode, currencyCode, timeZoneName } from '@/lib/core/input/place-codes';
import { limitRate } from '@/lib/services/redis/rate-limit';
import { takeInClub } from './take-in-club';

const MAX_OPEN = 5;

/** What somebody says of the club that they ask for. The place decides how its clocks and its money are read. */
export const askForClubSchema = z.strictObject({
  name: keptName(80),
  city: keptName(80),
  country: countryCode.default('ES'),
  address: keptName(200).optional(),
  sport: z.enum(SPORTS),
  email: emailAddress,
  timeZone: timeZoneName.default('Europe/Madrid'),
  currency: currencyCode.default('EUR'),
});
type Asked = z.output<typeof askForClubSchema>;
export type ClubRequest = typeof clubRequests.$inferSelect;

/**
 * Asks for a club, for anybody. An operator decides on it, or with `CLUB_SIGNUP=open` it is taken in at once; then the
 * mailbox is invited as its owner. Asking again for the same club answers the same request.
 * @param signUp who decides, by default as the environment says
 * @returns the id that the club has or will have
 * @throws AppError `rate_limited`, `conflict` for a mailbox with five open requests
 */
export async function askForClub(
  ctx: Context,
  wanted: Asked,
  signUp = env().CLUB_SIGNUP,
): Promise<{ id: number; state: 'asked' | 'approved' }> {
  await limitRate('clubsAsked', ctx.address ?? 'unknown');
  return transaction(async (tx, after) => {
    // One mailbox asks one after another, so that its requests can be counted.
    await takeLock(tx, 'mailbox', mailboxOf(wanted.email));
    const request = (await findSame(tx, wanted)) ?? (await insert(tx, ctx, wanted));
    if (signUp !== 'open') return { id: request.id, state: 'asked' };
    await takeInClub(tx, after, ctx, request, null);
    return { id: request.id, state: 'approved' };
  });
}

async function findSame(tx: Tx, { email, name, city }: Asked): Promise<ClubRequest | undefined> {
  const open = await tx.select().from(clubRequests).where(eq(clubRequests.email, email));
  const same = open.find((request) => request.name === name && request.city === city);
  if (!same && open.length >= MAX_OPEN)
    throw new AppError(
      'conflict',
      `This mailbox has asked for ${MAX_OPEN} clubs already: wait for an answer.`,
    );
  return same;
}

async function insert(tx: Tx, ctx: Context, { address = '', ...wanted }: Asked): Promise<ClubRequest> {
  const [request] = await tx
    .insert(clubRequests)
    .values({ ...wanted, address, locale: ctx.locale, createdAt: ctx.now })
    .returning();
  if (!request) throw new Error('an insert always answers its row');
  return request;
}
