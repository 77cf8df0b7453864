import { z } from 'zod';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import type { Sandbox } from '@/sandbox/start';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { eachOf } from './each-of';
import { type Held, PRICE_MINOR } from './held-bookings';

const AT_ONCE = 16;
const CHUNK = 1_000;

/** One in three pays with a card that is declined first, so three bookings make four events. */
const DECLINED_OF = 3;
export const bookingsFor = (events: number): number => events - Math.floor(events / (DECLINED_OF + 1));

const eventSchema = z.looseObject({ id: z.string() });
const pageSchema = z.object({ data: z.array(eventSchema), has_more: z.boolean() });
export type SentEvent = z.output<typeof eventSchema>;

/**
 * Creates and pays the intents of these bookings at the sandbox, while its webhooks are lost. Returns the
 * `payment_intent.succeeded` of each and the `payment_intent.payment_failed` of the declined tries.
 */
export async function payBookings(sandbox: Sandbox, held: readonly Held[]): Promise<SentEvent[]> {
  const created = Math.floor(Date.now() / 1000);
  for (let from = 0; from < held.length; from += CHUNK) {
    const chunk = held.slice(from, from + CHUNK);
    await stripeControl(sandbox, 'restore', {
      customers: chunk.map(({ customerId: id, email, userId }) => ({
        id,
        email,
        name: 'Jugador',
        metadata: { user_id: userId },
      })),
      intents: chunk.map((booking) => ({
        id: booking.intentId,
        amount: PRICE_MINOR,
        amount_received: 0,
        currency: 'eur',
        status: 'requires_payment_method',
        created,
        customer: booking.customerId,
        client_secret: booking.clientSecret,
        refunds: [],
        metadata: {
          reservation_id: booking.reservationId,
          user_id: booking.userId,
          payment_id: booking.paymentId,
        },
      })),
    });
  }
  await stripeControl(sandbox, 'webhooks', { drop: Number.MAX_SAFE_INTEGER });
  const declined = new Set(held.filter((_, at) => at % DECLINED_OF === DECLINED_OF - 1));
  await eachOf(held, AT_ONCE, async (booking) => {
    if (declined.has(booking)) await payIntent(sandbox, booking.intentId, { card: '4000000000000002' });
    await payIntent(sandbox, booking.intentId);
  });
  await stripeControl(sandbox, 'webhooks', { drop: 0 });
  return [
    ...(await listEvents(sandbox, 'payment_intent.succeeded')),
    ...(await listEvents(sandbox, 'payment_intent.payment_failed')),
  ];
}

async function listEvents(sandbox: Sandbox, type: string): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  for (let more = true; more; ) {
    const query = new URLSearchParams({ type, limit: '100' });
    const last = events.at(-1);
    if (last) query.set('starting_after', last.id);
    const response = await fetch(`${sandbox.urls.stripe}/v1/events?${query}`, {
      headers: { authorization: `Bearer ${SANDBOX_KEYS.STRIPE_SECRET_KEY}` },
    });
    const page = pageSchema.parse(await response.json());
    events.push(...page.data);
    more = page.has_more;
  }
  return events;
}
