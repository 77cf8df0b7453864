import postgres from 'postgres';
import { unseal } from '@/lib/core/seal';

type Options = {
  databaseUrl: string;
  /** The origin of the sandbox's Stripe. */
  stripeUrl: string;
  /** The key of the sealed client secrets in the database. */
  secret: string;
};

type Intent = { status: string; sealed_client_secret: string | null };

/** The sandbox accepts 4 MB at once, and one intent with its refunds is below a kilobyte. */
const NEWEST = 20_000;
const A_BATCH = 2_000;

/**
 * Restores the sandbox's Stripe, which forgets everything when it stops, from a database: customers,
 * saved cards, intents and refunds of the newest 20,000 payments. It causes no webhook.
 */
export async function restoreStripe({ databaseUrl, stripeUrl, secret }: Options): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const customers = await readCustomers(sql);
    for (const batch of batches(customers)) await restore(stripeUrl, { customers: batch, intents: [] });
    const cards = await readCards(sql);
    for (const batch of batches(cards))
      await restore(stripeUrl, { customers: [], cards: batch, intents: [] });
    const intents = await readIntents(sql);
    for (const batch of batches(intents)) {
      await restore(stripeUrl, { customers: [], intents: batch.map((intent) => opened(intent, secret)) });
    }
  } finally {
    await sql.end();
  }
}

/** Those of accounts, and those that hold the card of one booking. */
const readCustomers = (sql: postgres.Sql): Promise<object[]> => sql`
  select id, email, name, metadata from (
    select stripe_customer_id as id, email, name, jsonb_build_object('user_id', id) as metadata, created_at
    from users where stripe_customer_id is not null
    union all
    select s.stripe_customer_id, coalesce(u.email, r.guest ->> 'email'), coalesce(u.name, r.guest ->> 'name'),
      jsonb_build_object('reservation_id', r.id), s.created_at
    from shared_costs s
    join reservations r on r.id = s.reservation_id
    left join users u on u.id = r.user_id
    where s.stripe_customer_id is not null
  ) known order by created_at`;

const readCards = (sql: postgres.Sql): Promise<object[]> => sql`
  select payment_method_id as id, stripe_customer_id as customer
  from shared_costs where payment_method_id is not null order by created_at`;

/** Oldest first. A requested refund was not sent to Stripe yet. */
const readIntents = (sql: postgres.Sql): Promise<Intent[]> => sql<Intent[]>`
  select p.payment_intent_id as id, p.amount_minor as amount, p.received_minor as amount_received,
    lower(p.currency) as currency, coalesce(s.stripe_customer_id, u.stripe_customer_id) as customer,
    case when s.reservation_id is not null then 'off_session' end as setup_future_usage, p.sealed_client_secret,
    extract(epoch from p.created_at)::int as created,
    case when p.completed_at is not null then 'succeeded' when p.status = 'pending' then 'requires_payment_method'
      else 'canceled' end as status,
    jsonb_strip_nulls(jsonb_build_object('reservation_id', p.reservation_id, 'user_id', p.user_id,
      'payment_id', p.id)) as metadata,
    coalesce(sent.refunds, '[]') as refunds
  from (
    select * from payments where payment_intent_id is not null order by created_at desc limit ${NEWEST}
  ) p
  left join users u on u.id = p.user_id
  left join shared_costs s on s.reservation_id = p.reservation_id and s.payment_method_id is null
    and s.ended_at is null and p.pays_for = 'owed'
  left join (
    select payment_id, jsonb_agg(jsonb_build_object('id', stripe_refund_id, 'amount', amount_minor, 'status', status,
      'created', extract(epoch from created_at)::int, 'metadata',
      jsonb_build_object('refund_id', id, 'payment_id', payment_id, 'attempt', attempt::text)) order by created_at
    ) as refunds
    from refunds where stripe_refund_id is not null and status <> 'requested' group by payment_id
  ) sent on sent.payment_id = p.id
  order by p.created_at`;

/** With the client secret of an unpaid one, when it can be opened. */
function opened({ sealed_client_secret: sealed, ...intent }: Intent, secret: string): object {
  if (sealed === null || intent.status !== 'requires_payment_method') return intent;
  try {
    return { ...intent, client_secret: unseal('client_secret', sealed, secret) };
  } catch {
    // Sealed under another key, so the app cannot open it either.
    return intent;
  }
}

function* batches<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += A_BATCH) yield all.slice(from, from + A_BATCH);
}

async function restore(stripeUrl: string, known: object): Promise<void> {
  const body = JSON.stringify(known);
  const answer = await fetch(`${stripeUrl}/_control/restore`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`The sandbox's Stripe did not take it: ${await answer.text()}`);
}
