import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '@/db';
import { LOCALES, NOTICE_CHANNELS, NOTICE_KINDS, NOTICE_STATUSES } from '@/db/schema';

const instant = z.coerce.date();

const messageSchema = z.object({
  id: z.string(),
  kind: z.enum(NOTICE_KINDS),
  channel: z.enum(NOTICE_CHANNELS),
  status: z.enum(NOTICE_STATUSES),
  recipient: z.string(),
  locale: z.enum(LOCALES),
  /** Null for whoever is erased or off the list of players. */
  name: z.string().nullable(),
  phone: z.string().nullable(),
  isPlayer: z.boolean(),
  reservationId: z.string().nullable(),
  startsAt: instant.nullable(),
  courtName: z.string().nullable(),
  timeZone: z.string(),
  createdAt: instant,
  nextAttemptAt: instant,
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  lastError: z.string().nullable(),
  callNote: z.string().nullable(),
  sentSubject: z.string().nullable(),
  sentText: z.string().nullable(),
  resendOf: z.string().nullable(),
});

/** A message of a club, with whom it is for and the game that it is about. */
export type Message = z.output<typeof messageSchema>;

/** The rows that `where` finds by `n` and its game `r`, in that order. */
export async function readMessages(
  on: Pick<Db, 'execute'>,
  { where, order, limit, offset }: { where: SQL; order: SQL; limit: number; offset: number },
): Promise<Message[]> {
  const rows = await on.execute(sql`
    select n.id, n.kind, n.channel, n.status, n.recipient, n.locale,
      nullif(coalesce(u.name, w.name, s.name), '—') as name, coalesce(u.phone, w.phone) as phone,
      n.participant_position is not null as "isPlayer", n.reservation_id as "reservationId",
      r.starts_at as "startsAt", t.name as "courtName", c.time_zone as "timeZone", n.created_at as "createdAt",
      n.next_attempt_at as "nextAttemptAt", n.sent_at as "sentAt", n.delivered_at as "deliveredAt",
      n.last_error as "lastError", n.call_note as "callNote", n.sent_subject as "sentSubject",
      n.sent_text as "sentText", n.resend_of as "resendOf"
    from notices n
    join clubs c on c.id = n.club_id
    left join reservations r on r.id = n.reservation_id
    left join courts t on t.id = r.court_id
    left join users u on u.id = n.user_id
    left join customers w on w.id = n.customer_id
    left join participants s on s.reservation_id = n.reservation_id and s.position = n.participant_position
      and (n.user_id is not null or n.customer_id is not null or lower(s.email) = n.recipient)
    where ${where} order by ${order} limit ${limit} offset ${offset}`);
  return z.array(messageSchema).parse([...rows]);
}
