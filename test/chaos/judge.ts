import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { notices, payments, reservations } from '@/db/schema';
import { systemContext } from '@/lib/context';
import { listViolations } from '@/lib/operations/check-consistency';
import { type Reconciliation, reconcile } from '@/lib/payments/reconcile';
import type { Sandbox } from '@/sandbox/start';
import type { Story } from './players';

const ledgerSchema = z.object({
  payment_intents: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      amount_received: z.number(),
      amount_refunded: z.number(),
      amount_refund_pending: z.number(),
    }),
  ),
});
const outboxSchema = z.object({
  messages: z.array(
    z.looseObject({ tags: z.array(z.object({ name: z.string(), value: z.string() })).default([]) }),
  ),
});

const read = async <T>(url: string, schema: z.ZodType<T>): Promise<T> =>
  schema.parse(await (await fetch(url)).json());

/** Everything that must hold after the storm, each breach in a sentence. */
export async function judge(sandbox: Sandbox, stories: readonly Story[]): Promise<string[]> {
  const invariants = (await listViolations()).map(
    ({ check, total, objectIds }) => `${check.id} ${check.type}: ${total}, such as ${objectIds[0]}`,
  );
  const rows = await db()
    .select({ payment: payments, reservation: reservations })
    .from(reservations)
    .leftJoin(payments, eq(payments.reservationId, reservations.id));
  const { payment_intents } = await read(`${sandbox.urls.stripe}/_control/ledger`, ledgerSchema);
  const ledger = new Map(payment_intents.map((intent) => [intent.id, intent]));
  const bookings = bookingsOf(rows, ledger);
  return [
    ...invariants,
    ...compareBooks(rows, ledger),
    ...[...bookings.values()].flatMap(judgeBooking),
    ...stories.flatMap((story) => judgeStory(story, bookings)),
    ...(await judgeMessages(sandbox)),
  ];
}

type Ledger = Map<string, z.output<typeof ledgerSchema>['payment_intents'][number]>;
type Row = { payment: typeof payments.$inferSelect | null; reservation: typeof reservations.$inferSelect };
type Booking = { id: string; status: string; priceMinor: number; netMinor: number };

function bookingsOf(rows: readonly Row[], ledger: Ledger): Map<string, Booking> {
  const bookings = new Map<string, Booking>();
  for (const { payment, reservation } of rows) {
    const { id, status, priceMinor } = reservation;
    const booking = bookings.get(id) ?? { id, status, priceMinor, netMinor: 0 };
    const intent = ledger.get(payment?.paymentIntentId ?? '');
    booking.netMinor += (intent?.amount_received ?? 0) - (intent?.amount_refunded ?? 0);
    bookings.set(id, booking);
  }
  return bookings;
}

/** To the cent, intent by intent, and no money at Stripe that we know nothing of. */
function compareBooks(rows: readonly Row[], ledger: Ledger): string[] {
  const breaches: string[] = [];
  const ours = new Map(rows.map(({ payment }) => [payment?.paymentIntentId ?? '', payment]));
  for (const intent of ledger.values()) {
    const payment = ours.get(intent.id);
    if (intent.amount_refund_pending > 0)
      breaches.push(`P2 ${intent.id}: a refund is still pending at Stripe`);
    if (!payment && intent.amount_received !== intent.amount_refunded) {
      breaches.push(`P1 ${intent.id}: money at Stripe that is not in our books`);
    }
    if (!payment) continue;
    if (payment.receivedMinor !== intent.amount_received)
      breaches.push(
        `P3 ${intent.id}: Stripe took ${intent.amount_received}, we say ${payment.receivedMinor}`,
      );
    if (payment.refundedMinor !== intent.amount_refunded)
      breaches.push(
        `P3 ${intent.id}: Stripe returned ${intent.amount_refunded}, we say ${payment.refundedMinor}`,
      );
  }
  for (const [id, payment] of ours) {
    if (payment?.completedAt && !ledger.has(id)) breaches.push(`P1 ${id}: in our books, not at Stripe`);
  }
  return breaches;
}

/** Who has the court has paid its price; who has not has paid nothing. */
function judgeBooking({ id, status, priceMinor, netMinor }: Booking): string[] {
  const owed = status === 'confirmed' ? priceMinor : 0;
  return netMinor === owed
    ? []
    : [`P5 ${id} is ${status} and cost its player ${netMinor} instead of ${owed}`];
}

/** What a player was told came true, and what was refused cost nothing. */
function judgeStory(story: Story, bookings: Map<string, Booking>): string[] {
  if (story.reservationId === null) return [];
  const booking = bookings.get(story.reservationId);
  if (!booking) return [`P5 ${story.reservationId} was promised to ${story.email} and is gone`];
  const { id, status, netMinor } = booking;
  const lost = story.paid === 'ok' && status !== 'confirmed' && netMinor !== 0;
  if (lost) return [`P5 ${id} was paid, is ${status}, and ${netMinor} was kept`];
  if (story.cancelled === 'ok' && status !== 'cancelled') return [`P5 ${id} was cancelled and is ${status}`];
  if (status === 'payment_pending' || status === 'pending') return [`P5 ${id} was never settled`];
  return [];
}

/** Every notice that says it was sent is one message in somebody's box, and every message is of one notice. */
async function judgeMessages(sandbox: Sandbox): Promise<string[]> {
  const { messages } = await read(`${sandbox.urls.resend}/_control/messages`, outboxSchema);
  const copies = new Map<string, number>();
  for (const { tags } of messages) {
    const id = tags.find(({ name }) => name === 'notice_id')?.value ?? 'none';
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  const rows = await db().select().from(notices).where(eq(notices.channel, 'email'));
  const known = new Set(rows.map(({ id }) => id));
  return [
    ...rows.flatMap(({ id, kind, status }) => {
      const count = copies.get(id) ?? 0;
      const expected = status === 'sent' || status === 'delivered' ? 1 : 0;
      return count === expected ? [] : [`P4 notice ${id} (${kind}) is ${status} and was sent ${count} times`];
    }),
    ...[...copies.keys()].filter((id) => !known.has(id)).map((id) => `P4 a message of no notice: ${id}`),
  ];
}

/**
 * Lets reconciliation look as if minutes had passed, until it finds nothing more to mend: a process that died between
 * making an intent and saving it leaves one behind that only Stripe knows.
 */
export async function reconcileFully(): Promise<Reconciliation[]> {
  const runs: Reconciliation[] = [];
  for (let round = 0; round < 3 && runs.at(-1)?.repaired !== 0; round += 1) {
    runs.push(await reconcile({ ...systemContext('chaos'), now: new Date(Date.now() + 5 * 60_000) }));
  }
  return runs;
}
