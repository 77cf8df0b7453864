import { desc, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { db, sql } from '@/db';
import { audit, users } from '@/db/schema';
import { may, requireActor, requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type Paging, paging } from '@/lib/web/paging';
import { type HistoryEntry, IS_ACTOR } from './list-history';

export const listActivitySchema = z.object({
  /** The account of somebody who acts. */
  by: z.uuid().optional(),
  /** A booking, with all that belongs to it, or any other object by its id. */
  of: z.string().max(100).optional(),
  ...paging,
});

/** An act of the staff, with the booking that it was about. */
export type Activity = HistoryEntry & { reservationId: string | null };

/** Of each person this many lines are read, the newest. */
const READ = 2000;

/**
 * What the staff of a club and the operators did there, newest first. A desk reads its own acts alone, and of each
 * person the last 2,000 lines are read.
 * @throws AppError `not_found` for who has no role there, `forbidden`, `unauthenticated`
 */
export async function listActivity(
  ctx: Context,
  clubIdOrSlug: string,
  { by, of, ...page }: z.output<typeof listActivitySchema>,
): Promise<{ results: Activity[]; count: number }> {
  const { id: clubId } = await getClub(clubIdOrSlug);
  requireMay(ctx, clubId, 'seeOwnActs');
  const own = may(ctx.actor, clubId, 'seeActivity') ? null : requireActor(ctx).userId;
  const { lines, count } = await findLines({ clubId, own, by: by ?? null, of: of ?? null, ...page });
  if (lines.length === 0) return { results: [], count };
  const bookingOf = new Map(lines.map(({ id, reservationId }) => [id, reservationId]));
  const rows = await db()
    .select({ entry: audit, actorName: users.name })
    .from(audit)
    .leftJoin(users, IS_ACTOR)
    .where(inArray(audit.id, [...bookingOf.keys()]))
    .orderBy(desc(audit.id));
  const results = rows.map(({ entry, actorName }) => ({
    ...entry,
    actorName,
    reservationId: bookingOf.get(entry.id) ?? null,
  }));
  return { results, count };
}

type Sought = Paging & { clubId: number; own: string | null; by: string | null; of: string | null };
type Lines = { lines: { id: number; reservationId: string | null }[]; count: number };

/** Former staff keep their row of `staff_roles`, so that what they did stays in the list. */
async function findLines({ clubId, own, by, of, page, pageSize }: Sought): Promise<Lines> {
  const [found] = await sql()<Lines[]>`
    with people as (
      select user_id from staff_roles where club_id = ${clubId}
      union select id from users where operator_since is not null
    ), acts as materialized (
      select act.* from people, lateral (
        select id, entity, entity_id, detail from audit
        where actor = 'staff:' || user_id order by id desc limit ${READ}
      ) act
      where (${own}::uuid is null or user_id = ${own}) and (${by}::uuid is null or user_id = ${by})
    ), placed as (
      select acts.id, acts.entity_id, coalesce(r.id, paid.id, back.id, due.reservation_id, entry.reservation_id) as reservation_id,
        coalesce(r.club_id, paid.club_id, back.club_id, due.club_id, entry.club_id, shift.club_id, person.club_id,
          court.club_id, invitation.club_id, case entity when 'club' then acts.entity_id::int end,
          case entity when 'user' then (detail ->> 'club')::int end) as club_id
      from acts
      left join reservations r on entity = 'reservation' and r.id = ${asUuid('reservation')}
      left join payments p on entity = 'payment' and p.id = ${asUuid('payment')}
      left join reservations paid on paid.id = p.reservation_id
      left join refunds f on entity = 'refund' and f.id = ${asUuid('refund')}
      left join payments fp on fp.id = f.payment_id
      left join reservations back on back.id = fp.reservation_id
      left join dues due on entity = 'due' and due.id = ${asUuid('due')}
      left join till_entries entry on entity = 'till' and entry.id = ${asUuid('till')}
      left join till_shifts shift on entity = 'till' and shift.id = ${asUuid('till')}
      left join customers person on entity = 'customer' and person.id = ${asUuid('customer')}
      left join staff_invitations invitation on entity = 'invitation' and invitation.id = ${asUuid('invitation')}
      left join courts court on entity = 'court' and court.id = case entity when 'court' then acts.entity_id::int end
    ), here as (
      select id, reservation_id from placed
      where club_id = ${clubId} and (${of}::text is null or entity_id = ${of} or reservation_id::text = ${of})
    )
    select (select count(*)::int from here) as count,
      (select coalesce(json_agg(json_build_object('id', id, 'reservationId', reservation_id)), '[]') from (
        select * from here order by id desc limit ${pageSize} offset ${(page - 1) * pageSize}
      ) shown) as lines`;
  if (!found) throw new Error('an aggregate always answers one row');
  return found;
}

/** The id of an object of this kind. The order of a join's conditions is not given, so a `case` holds them apart. */
const asUuid = (entity: string) => sql()`case entity when ${entity} then acts.entity_id::uuid end`;
