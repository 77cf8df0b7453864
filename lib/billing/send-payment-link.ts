import { and, eq, like, or } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { notices } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import type { Due } from '@/lib/ledger/open-due';
import { notify } from '@/lib/notices/notify';
import { type Recipient, recipientOf } from '@/lib/notices/people/find-addressees';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { assertOpen, lockDue } from './lock-due';

export const sendPaymentLinkSchema = z.strictObject({ channel: z.enum(['email', 'sms']) });
type Channel = z.output<typeof sendPaymentLinkSchema>['channel'];

/**
 * Sends whoever owes a due the link by which it can be paid, and returns its address. No intent is made until the
 * link is used. Asked for again, it goes out again.
 * @throws AppError invalid_input when there is no address for the channel, conflict when nothing is owed to the club,
 *   not_found, forbidden, unauthenticated
 */
export async function sendPaymentLink(
  ctx: Context,
  dueId: string,
  { channel }: z.output<typeof sendPaymentLinkSchema>,
): Promise<{ url: string }> {
  return changeOrPreview(ctx, async (tx, after) => {
    const locked = await lockDue(tx, ctx, dueId, () => 'takeMoney');
    const due = assertOpen(locked);
    if (due.amountMinor < 0)
      throw new AppError('conflict', 'The club owes this: there is nothing to pay by a link.');
    const whom = recipientsOf(locked.reservation, due);
    await askFor(tx, after, locked.reservation.id, await objectOf(tx, ctx, locked.id), { whom, by: channel });
    return { url: siteUrl(sitePaths.pay(signedToken('payment-link', locked.id)), ctx.locale).href };
  });
}

/** The player whose share it is, if there is one, else whoever booked. */
const recipientsOf = (
  reservation: Reservation,
  { cause, participantPosition }: Pick<Due, 'cause' | 'participantPosition'>,
): Recipient[] => {
  const booker = recipientOf({ ...reservation, participantPosition: null });
  const player = cause === 'share' && participantPosition !== null ? [{ participantPosition }] : [];
  return booker === null ? player : [...player, booker];
};

type Asked = { objectId: string; isRepeat: boolean };

async function askFor(
  tx: Tx,
  after: After,
  reservationId: string,
  { objectId, isRepeat }: Asked,
  { whom, by }: { whom: readonly Recipient[]; by: Channel },
): Promise<void> {
  if (isRepeat) return;
  const about = { kind: 'payment_due', objectId, reservationId, by } as const;
  for (const recipient of whom) if ((await notify(tx, after, { ...about, ...recipient })).length > 0) return;
  throw new AppError('invalid_input', 'There is no address for this: take the money at the desk.', {
    fields: { channel: ['there is no address for it'] },
  });
}

/** Names this asking. A repeat of the request finds its notice. */
async function objectOf(tx: Tx, { requestKey }: Context, dueId: string): Promise<Asked> {
  const before = await tx
    .select({ objectId: notices.objectId })
    .from(notices)
    .where(
      and(
        eq(notices.kind, 'payment_due'),
        or(eq(notices.objectId, dueId), like(notices.objectId, `${dueId}:%`)),
      ),
    );
  const objectId =
    requestKey === undefined
      ? before.length === 0
        ? dueId
        : `${dueId}:${before.length + 1}`
      : `${dueId}:${requestKey.slice(0, 16)}`;
  return { objectId, isRepeat: before.some((notice) => notice.objectId === objectId) };
}
