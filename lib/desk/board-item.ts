import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import type { RESERVATION_CHANNELS, ReservationKind, ReservationStatus } from '@/db/schema';
import { STILL_OWED_MINOR, STILL_PAID_MINOR } from '@/lib/ledger/money-words';
import { IS_UNTOLD } from '@/lib/notices/untold';

type BoardPlayer = { name: string; userId: string | null; checkedInAt: number | null };

/** A reservation as the board shows it. Times are epoch ms, amounts minor units. */
export type BoardItem = {
  id: string;
  courtId: number;
  kind: ReservationKind;
  status: ReservationStatus;
  channel: (typeof RESERVATION_CHANNELS)[number];
  startsAt: number;
  endsAt: number;
  /** When a hold lapses. Null for what is not held. */
  holdExpiresAt: number | null;
  revision: number;
  title: string | null;
  note: string | null;
  locked: boolean;
  checkedInAt: number | null;
  /** Whoever plays, once they are a customer of the club. */
  customerId: string | null;
  userId: string | null;
  customerName: string | null;
  customerPhone: string | null;
  players: BoardPlayer[];
  /** Whether a message about it did not arrive. */
  isUntold: boolean;
  /** The series that it is of. */
  seriesId: string | null;
  priceMinor: number;
  paidMinor: number;
  owedMinor: number;
  currency: string;
};

const epochMs = (column: SQL) => sql`(date_part('epoch', ${column}) * 1000)::bigint`;

/** The members of an item, of `r` with the people of `ITEM_PEOPLE`. */
export const ITEM_COLUMNS = sql`r.id, r.court_id as "courtId", r.kind, r.status, r.channel, ${epochMs(sql`r.starts_at`)} as "startsAt",
  ${epochMs(sql`r.ends_at`)} as "endsAt",
  case when r.status in ('payment_pending', 'pending') then ${epochMs(sql`r.hold_expires_at`)} end as "holdExpiresAt",
  r.revision, r.title, r.note, r.locked_at is not null as locked,
  ${epochMs(sql`r.checked_in_at`)} as "checkedInAt", r.user_id as "userId",
  coalesce(person.id, member.id) as "customerId",
  coalesce(person.name, account.name, r.guest ->> 'name') as "customerName",
  coalesce(person.phone, account.phone, member.phone) as "customerPhone",
  (select coalesce(json_agg(json_build_object('name', p.name, 'userId', p.user_id,
      'checkedInAt', ${epochMs(sql`p.checked_in_at`)}) order by p.position), '[]')
    from participants p where p.reservation_id = r.id) as players,
  exists (select from notices n where n.reservation_id = r.id and ${IS_UNTOLD}) as "isUntold", r.series_id as "seriesId",
  r.price_minor as "priceMinor", ${STILL_PAID_MINOR} as "paidMinor", ${STILL_OWED_MINOR} as "owedMinor", r.currency`;

/** Whose booking `r` is: an account, or a customer of the club. */
export const ITEM_PEOPLE = sql`left join users account on account.id = r.user_id
  left join customers person on person.id = r.customer_id
  left join customers member on member.user_id = r.user_id and member.club_id = r.club_id`;

/** These reservations as the board shows them, by start and court. */
export async function readItems(executor: Db | Tx, ids: readonly string[]): Promise<BoardItem[]> {
  if (ids.length === 0) return [];
  const [found] = await executor.execute<{ items: BoardItem[] }>(sql`
    select coalesce(json_agg(item order by item."startsAt", item."courtId"), '[]') as items
    from (select ${ITEM_COLUMNS} from reservations r ${ITEM_PEOPLE} where r.id in ${ids}) item`);
  return found?.items ?? [];
}
