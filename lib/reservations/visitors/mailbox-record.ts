import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import type { TimeRange } from '@/lib/core/time';
import { type HoldRecord, todayAt } from '../hold-limits';
import { hashMailbox } from './visitor-limits';

/** A start that somebody wants, of which the autumn hour has two. */
type Start = { court: Pick<Court, 'id'>; starts: readonly number[] };

type Counted = {
  mailbox: string;
  /** How often it was let go is asked too. */
  start?: Start;
  /** One reservation that is left out. */
  butFor?: string | null;
};

/** A tagged template of Drizzle or of a transaction of the driver, whose queries can be parts of others. */
type Template<Query> = (words: TemplateStringsArray, ...values: (string | number | null | Query)[]) => Query;

/**
 * Queries one `HoldRecord`: the unpaid holds of a mailbox, by its accounts and without one, which ended by time or by
 * cancellation. A late payment that was refunded is no unpaid hold, nor is an offer of the waiting list, for which
 * nobody asked at that moment and which `lib/alerts` limits itself. The hold of a move that was made has no end. Three
 * days back suffice, because a hold lasts minutes and begins before its game.
 *
 * A plain question for those without an account would be answered by the index of accounts, which lists very many.
 */
export const mailboxRecord = <Query>(
  on: Template<Query>,
  today: TimeRange,
  { mailbox, start, butFor = null }: Counted,
): Query => on`
    select count(*) filter (where open)::int as open_holds,
           extract(epoch from min(ended_at) filter (where open))::float8 * 1000 as first_expiry_ms,
           count(*) filter (where not open and ended_at >= ${isoUtc(today.startsAt)})::int as unpaid_today,
           count(ended_at) filter (where not open and same_start)::int as let_go,
           extract(epoch from max(ended_at) filter (where not open and same_start))::float8 * 1000 as let_go_ms
    from (
      select coalesce(r.cancelled_at, r.hold_expires_at) as ended_at,
             r.status in ('payment_pending', 'pending') and r.hold_expires_at > now() as open,
             ${start ? isSameStart(on, start) : on`false`} as same_start
      from (
        select r.* from users u join reservations r on r.user_id = u.id where u.mailbox = ${mailbox}
        union all
        select r.* from visitor_holds h join reservations r on r.id = h.reservation_id
          where h.mailbox = ${hashMailbox(mailbox)} and h.created_at > now() - interval '3 days'
            and num_nonnulls(r.user_id) = 0
      ) as r
      where r.kind = 'booking' and r.confirmed_at is null and r.id is distinct from ${butFor}::uuid
        and r.starts_at > now() - interval '3 days'
        and not exists (select from payments p where p.reservation_id = r.id and p.received_minor > 0)
        and not exists (select from slot_alerts a where a.offered_reservation_id = r.id)
    ) as unpaid`;

const isSameStart = <Query>(on: Template<Query>, { court, starts }: Start): Query =>
  on`r.court_id = ${court.id} and r.starts_at between ${isoUtc(Math.min(...starts))} and ${isoUtc(Math.max(...starts))}`;

const isoUtc = (ms: number): string => new Date(ms).toISOString();

const recordSchema = z.object({
  open_holds: z.number(),
  first_expiry_ms: z.number().nullable(),
  unpaid_today: z.number(),
  let_go: z.number(),
  let_go_ms: z.number().nullable(),
});

/** Reads the record of a mailbox, by which one more hold may be refused (`assertMayHold`). */
export async function readMailboxRecord(
  tx: Tx,
  ctx: Context,
  club: Club,
  counted: Counted,
): Promise<HoldRecord> {
  const rows = await tx.execute(mailboxRecord(sql, todayAt(ctx, club), counted));
  const [record] = recordSchema.array().parse([...rows]);
  if (!record) throw new Error('an aggregate always answers one row');
  return record;
}
