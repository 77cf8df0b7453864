import { z } from 'zod';
import { sql } from '@/db';
import type { ReservationKind, ReservationStatus } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { escapeLike } from '@/lib/core/input/escape-like';
import { foldText } from '@/lib/core/input/fold-text';
import { isSearchable } from '@/lib/core/input/search-words';
import { HOUR_MS, type LocalDate, localDateOf } from '@/lib/core/time';
import { dayNamed } from './day-named';
import { findCustomers } from '@/lib/desk/find-customers';
import type { Customer } from '@/lib/desk/read-customers';

export const searchClubSchema = z.object({ q: z.string().trim().max(100).default('') });

/** Of people, bookings and courts each. */
const SHOWN = 8;
/** How far ahead titles are searched: sixty days. */
const AHEAD_MS = 60 * 24 * HOUR_MS;

/** A booking of a club as its search shows it. Times are epoch ms. */
export type FoundBooking = {
  id: string;
  courtId: number;
  court: string;
  kind: ReservationKind;
  status: ReservationStatus;
  startsAt: number;
  endsAt: number;
  title: string | null;
  customerName: string | null;
};

export type FoundAtClub = {
  club: Club;
  people: Customer[];
  bookings: FoundBooking[];
  courts: readonly Court[];
  /** The day that the words name. */
  date: LocalDate | null;
};

/**
 * Up to eight each of a club's people with these words, of its bookings and of its courts. Bookings are found by the
 * code at the end of their id, by a title within sixty days, and for the people found the next ones. A day is read
 * from words such as `mañana` or `28/11`.
 * @throws AppError `not_found` for who has no role there, `forbidden`, `unauthenticated`
 */
export async function searchClub(
  ctx: Context,
  clubIdOrSlug: string,
  { q }: z.output<typeof searchClubSchema>,
): Promise<FoundAtClub> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'searchClub');
  const folded = foldText(q);
  if (folded === '') return { club, people: [], bookings: [], courts: [], date: null };
  const { results: people } = await findCustomers(ctx, club.id, { q, page: 1, pageSize: SHOWN });
  const courts = club.courts.filter(({ name }) => foldText(name).includes(folded)).slice(0, SHOWN);
  const bookings = await findBookings(club.id, folded, people, ctx.now);
  const date = dayNamed(q, localDateOf(ctx.now.getTime(), club.timeZone));
  return { club, people, bookings, courts, date };
}

/** A code has eight digits, of which the last six will do. */
const CODE = /^[0-9a-f]{6,8}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function findBookings(
  clubId: number,
  folded: string,
  people: readonly Customer[],
  now: Date,
): Promise<FoundBooking[]> {
  const end = CODE.test(folded) || UUID.test(folded) ? [...folded].reverse().join('') : null;
  const title = isSearchable(folded) ? `%${escapeLike(folded)}%` : null;
  const from = now.toISOString();
  const until = new Date(now.getTime() + AHEAD_MS).toISOString();
  const accounts = people.flatMap(({ userId }) => userId ?? []);
  const [found] = await sql()<{ bookings: FoundBooking[] }[]>`
    with named as (
      select id from reservations
      where reverse(id::text) collate "C" between ${end} and ${end && `${end}g`}
      union
      select id from reservations
      where club_id = ${clubId} and starts_at between ${from} and ${until}
        and status in ('confirmed', 'pending', 'payment_pending') and fold_text(title) like ${title}
      union
      select id from reservations
      where user_id = any(${accounts}::uuid[]) and starts_at > ${from} and status = 'confirmed'
      union
      select id from reservations
      where customer_id = any(${people.map(({ id }) => id)}::uuid[]) and starts_at > ${from} and status = 'confirmed'
    ), shown as (
      select r.id, r.court_id as "courtId", c.name as court, r.kind, r.status,
        (date_part('epoch', r.starts_at) * 1000)::bigint as "startsAt",
        (date_part('epoch', r.ends_at) * 1000)::bigint as "endsAt", r.title,
        coalesce(person.name, account.name, r.guest ->> 'name') as "customerName"
      from named join reservations r using (id) join courts c on c.id = r.court_id
      left join users account on account.id = r.user_id
      left join customers person on person.id = r.customer_id
      where r.club_id = ${clubId} order by r.starts_at, r.id limit ${SHOWN}
    )
    select coalesce(jsonb_agg(shown order by "startsAt", id), '[]') as bookings from shown`;
  return found?.bookings ?? [];
}
