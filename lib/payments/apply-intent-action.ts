import type { Context } from '@/lib/core/context';
import { assertNever } from '@/lib/core/errors';
import type { RepairAction } from '@/lib/records/findings';
import { sendUnderKey } from '@/lib/services/call/idempotent-send';
import {
  cancelIntent,
  createRefund,
  type Intent,
  listRefunds,
  type StripeRefund,
} from '@/lib/services/stripe/stripe';
import { adoptIntent } from './adopt-intent';
import { decideIntentAction, type Ours, type IntentAction } from './decide-intent-action';
import { type Settlement, settleIntent } from './settle-payment';

/** What must be done about an intent. */
export type Act = Exclude<IntentAction, 'agrees'>;
export type Judged<V extends IntentAction> = { intent: Intent; ours: Ours; verdict: V };

/** `nothing` when another process was faster, `for_staff` when only a person may decide. */
type Done = { action: RepairAction; result: string } | 'nothing' | 'for_staff';

/**
 * Does what an intent needs, as it was read just now. A repeat changes nothing.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function applyIntentAction(ctx: Context, { intent, ours, verdict }: Judged<Act>): Promise<Done> {
  switch (verdict) {
    case 'settle':
      return doneBy('settled', await settleIntent(ctx, intent));
    case 'cancel':
      return cancel(ctx, intent, ours);
    case 'adopt':
      return adopt(ctx, intent, ours);
    case 'refund':
      return { action: 'refunded_at_stripe', result: await refundAtStripe(intent, ours) };
    case 'amount_differs':
    case 'taken_here_only':
      return 'for_staff';
    default:
      return assertNever(verdict);
  }
}

const doneBy = (action: RepairAction, { outcome }: Settlement): Done =>
  outcome === 'already_settled' ? 'nothing' : { action, result: outcome };

/** If the player paid first, the intent is settled as found money. */
async function cancel(ctx: Context, { id }: Intent, ours: Ours): Promise<Done> {
  const intent = await cancelIntent(id);
  if (intent.status === 'canceled') return { action: 'cancelled_at_stripe', result: intent.status };
  const verdict =
    intent.status === 'succeeded' ? decideIntentAction(intent, ours, ctx.now.getTime()) : 'agrees';
  return verdict === 'agrees' ? 'nothing' : applyIntentAction(ctx, { intent, ours, verdict });
}

async function adopt(ctx: Context, intent: Intent, { reservationId }: Ours): Promise<Done> {
  if (reservationId === null) throw new Error('there is no reservation to adopt it for');
  return doneBy('adopted', await adoptIntent(ctx, intent, reservationId));
}

/** What is left of it, since a part may have been refunded in Stripe's dashboard. */
async function refundAtStripe({ id, receivedMinor }: Intent, { returnedMinor }: Ours): Promise<string> {
  const metadata = { orphan: id, returned_before: String(returnedMinor) };
  const money = {
    paymentIntentId: id,
    amountMinor: receivedMinor - returnedMinor,
    reason: 'requested_by_customer',
    metadata,
  } as const;
  const isThis = (refund: StripeRefund) =>
    refund.metadata.orphan === id && refund.metadata.returned_before === metadata.returned_before;
  const made = await sendUnderKey(
    `refund:orphan:${id}:${returnedMinor}`,
    (key) => createRefund(money, key),
    async () => (await listRefunds(id)).find(isThis),
  );
  return made.id;
}
