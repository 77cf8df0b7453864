import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type HoldRecord, todayAt } from '../hold-limits';
import { hashMailbox } from './visitor-limits';

const recordSchema = z.object({
  open_holds: z.number(),
  first_expiry_ms: z.number().nullable(),
  unpaid_today: z.number(),
});

/**
 * What a mailbox holds, or let go unpaid today, by its accounts and without one. One reservation may be left out, which
 * is just being given to it.
 */
export async function recordOfMailbox(
  tx: Tx,
  ctx: Context,
  club: Club,
  { mailbox, butFor = null }: { mailbox: string; butFor?: string | null },
): Promise<HoldRecord> {
  const today = new Date(todayAt(ctx, club).startsAt).toISOString();
  const rows = await tx.execute(sql`
    select count(*) filter (where open)::int as open_holds,
           extract(epoch from min(ended_at) filter (where open))::float8 * 1000 as first_expiry_ms,
           count(*) filter (where not open and ended_at >= ${today})::int as unpaid_today
    from (
      select coalesce(r.cancelled_at, r.hold_expires_at) as ended_at,
             r.status in ('payment_pending', 'pending') and r.hold_expires_at > now() as open
      from (
        select r.id from users u join reservations r on r.user_id = u.id
          where u.mailbox = ${mailbox} and r.starts_at > now() - interval '3 days'
        union
        select h.reservation_id from visitor_holds h
          where h.mailbox = ${hashMailbox(mailbox)} and h.created_at > now() - interval '3 days'
      ) as theirs join reservations r using (id)
      where r.id is distinct from ${butFor}::uuid and r.kind = 'booking' and r.confirmed_at is null
        and not exists (select from payments p where p.reservation_id = r.id and p.received_minor > 0)
        and not exists (select from slot_alerts a where a.offered_reservation_id = r.id)
    ) as unpaid`);
  const [record] = recordSchema.array().parse([...rows]);
  if (!record) throw new Error('an aggregate always answers one row');
  return { ...record, let_go: 0, let_go_ms: null };
}
