import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import type { Sandbox } from '@/sandbox/start';
import { control } from './world';

/**
 * Checks each booking whose players share its cost, to the cent: what was paid, is owed or was waived is its price,
 * nothing went back that had not come, nobody paid a seat twice, and no card is kept for nothing.
 */
export async function judgeShares(sandbox: Pick<Sandbox, 'urls'>): Promise<string[]> {
  const rows = z.array(shared).parse([...(await db().execute(SHARED))]);
  const kept = new Set(await listCustomers(sandbox));
  return [
    ...rows.flatMap((row) => judgeMoney(row)),
    ...rows.flatMap((row) => judgeCard(row, kept)),
    ...(await judgeSeats()),
  ];
}

const shared = z.object({
  id: z.string(),
  status: z.string(),
  price: z.number(),
  /** What stays of all payments, and of those for the shares of the others. */
  paid: z.number(),
  paid_shares: z.number(),
  till: z.number(),
  /** What is owed or was waived. */
  due: z.number(),
  /** What the others were asked for. */
  shares: z.number(),
  overdrawn: z.boolean(),
  carried: z.boolean(),
});
type Shared = z.output<typeof shared>;

const SHARED = sql`select r.id, r.status, r.price_minor as price,
    coalesce(p.paid, 0)::int as paid, coalesce(p.paid_shares, 0)::int as paid_shares,
    coalesce((select sum(e.amount_minor) from till_entries e where e.reservation_id = r.id), 0)::int as till,
    coalesce(d.due, 0)::int as due, coalesce(d.shares, 0)::int as shares,
    coalesce(p.overdrawn, false) as overdrawn, coalesce(s.ended_at is null, false) as carried
  from reservations r
  join shared_costs s on s.reservation_id = r.id
  left join lateral (
    select sum(received_minor - refunded_minor) as paid,
      sum(received_minor - refunded_minor) filter (where pays_for <> 'owed') as paid_shares,
      bool_or(refunded_minor > received_minor) as overdrawn
    from payments where reservation_id = r.id and completed_at is not null) p on true
  left join lateral (
    select sum(amount_minor) filter (where settled_at is null) as due,
      sum(amount_minor) filter (where cause = 'share' and split_of is null) as shares
    from dues where reservation_id = r.id) d on true
  where r.sharing is not null`;

function judgeMoney({
  id,
  status,
  price,
  paid,
  paid_shares,
  till,
  due,
  shares,
  overdrawn,
}: Shared): string[] {
  const hasCourt = status === 'confirmed' || status === 'completed';
  const accounted = paid + till + due;
  return [
    ...(hasCourt && accounted !== price
      ? [`P10 ${id} costs ${price}, and ${accounted} of it is paid, owed or waived`]
      : []),
    ...(paid_shares > shares ? [`P10 ${id}: ${paid_shares} was paid for shares of ${shares}`] : []),
    ...(overdrawn ? [`P10 ${id}: more went back of a payment than had come`] : []),
  ];
}

/** An expired hold keeps its customer for an hour, in which its payment may still come. */
function judgeCard({ id, status, carried }: Shared, kept: ReadonlySet<string>): string[] {
  if (status === 'expired' && carried) return [];
  return [
    ...(carried ? [`P10 ${id} is ${status}, and a card still carries its shares`] : []),
    ...(kept.has(id) ? [`P10 ${id}: its customer is still at Stripe`] : []),
  ];
}

/** No share was paid by its own link more than once. */
async function judgeSeats(): Promise<string[]> {
  const rows =
    await db().execute(sql`select d.id, d.amount_minor as amount, sum(p.received_minor - p.refunded_minor)::int as paid
    from dues d join payments p on p.due_id = d.id
    group by d.id having sum(p.received_minor - p.refunded_minor) > d.amount_minor`);
  return z
    .array(z.object({ id: z.string(), amount: z.number(), paid: z.number() }))
    .parse([...rows])
    .map(({ id, amount, paid }) => `P10 share ${id} of ${amount} was paid with ${paid}`);
}

const customersSchema = z.object({
  customers: z.array(z.object({ metadata: z.record(z.string(), z.string()).optional() })),
});

/** The bookings that have a customer of their own at Stripe. */
async function listCustomers({ urls }: Pick<Sandbox, 'urls'>): Promise<string[]> {
  const { customers } = customersSchema.parse(await control(`${urls.stripe}/_control/state`, 'GET'));
  return customers.flatMap(({ metadata }) => metadata?.reservation_id ?? []);
}
