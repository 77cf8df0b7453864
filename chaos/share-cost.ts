import { and, eq, gt } from 'drizzle-orm';
import { db } from '@/db';
import { dues, users } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { openPaymentLink } from '@/lib/billing/open-payment-link';
import { systemContext } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { chooseSharing } from '@/lib/payments/shares/choose-sharing';
import { nudge, nudgeShares } from '@/lib/services/inngest/jobs';
import type { Random } from '@/scripts/seed/random';
import { personContext } from '@/test/factories';
import { sleep, TRIES } from './ask';
import type { Player } from './clubs';
import { pay } from './pay';

/** Says that four pay a held court, each their share, as the form at the checkout does. */
export async function shareCost({ email }: Player, reservationId: string): Promise<void> {
  const [user] = await db().select().from(users).where(eq(users.email, email));
  if (!user) throw new Error(`${email} is nobody`);
  const sharing = { seats: 4, hoursBefore: 24 } as const;
  await insist(() => chooseSharing(personContext(user), { reservationId, sharing }));
}

/** Some of the others pay their share by its link, sometimes while the booker's card is charged for all. */
export async function payShares(
  { stripeUrl, random }: { stripeUrl: string; random: Random },
  reservationId: string,
): Promise<void> {
  const ofIt = and(eq(dues.reservationId, reservationId), eq(dues.cause, 'share'));
  const shares = await db().select({ id: dues.id }).from(dues).where(ofIt);
  const isDue = shares.length > 0 && random.next() < 0.6;
  const paying = shares.filter(() => random.next() < 0.5);
  if (isDue && random.next() < 0.5) await reachDeadline(reservationId);
  await Promise.all(paying.map(({ id }) => payShare(stripeUrl, id)));
  if (isDue) await reachDeadline(reservationId);
}

async function payShare(stripeUrl: string, dueId: string): Promise<void> {
  const link = { token: signedToken('payment-link', dueId) };
  const opened = await insist(() => openPaymentLink(systemContext('chaos'), link));
  if (!opened) return;
  const intent = { id: opened.paymentIntentId, clientSecret: opened.clientSecret };
  await pay(stripeUrl, intent, 'pm_card_visa');
}

async function reachDeadline(reservationId: string): Promise<void> {
  await reachDeadlines(reservationId);
  nudge([nudgeShares(reservationId)]);
}

/** The deadline of open shares comes now, of one booking or of all. */
export async function reachDeadlines(reservationId?: string): Promise<void> {
  const whose = reservationId === undefined ? undefined : eq(dues.reservationId, reservationId);
  const now = new Date();
  await db()
    .update(dues)
    .set({ dueBy: now })
    .where(and(eq(dues.cause, 'share'), IS_OPEN, gt(dues.dueBy, now), whose));
}

/** Repeats while Stripe is away. Null when it was refused or stays away. */
async function insist<T>(act: () => Promise<T>): Promise<T | null> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.status < 500) return null;
    }
    await sleep(300 * 2 ** attempt);
  }
  return null;
}
