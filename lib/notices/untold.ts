import { sql } from 'drizzle-orm';
import { NOTICE_STATUSES, type NoticeStatus, UNDELIVERED } from '@/db/schema';

/** Whether `other` says to the same person what `n` says: by another channel, or sent again by staff. */
const SAYS_THE_SAME = sql`other.reservation_id = n.reservation_id and other.kind = n.kind and other.id <> n.id
  and (other.object_id = n.object_id or starts_with(other.object_id, n.object_id || ':')
    or other.resend_of = n.resend_of or other.id = n.resend_of)
  and other.user_id is not distinct from n.user_id and other.customer_id is not distinct from n.customer_id
  and other.participant_position is not distinct from n.participant_position`;

const saidBy = (statuses: readonly NoticeStatus[]) =>
  sql`exists (select from notices other where ${SAYS_THE_SAME} and other.status in ${statuses})`;

const ARRIVED = ['sent', 'delivered'] as const satisfies NoticeStatus[];
const isUnderWay = (status: NoticeStatus) => !UNDELIVERED.some((lost) => lost === status);

/** Whether the message `n` about a booking did not reach its person, nor has another one that says the same. */
export const IS_UNTOLD = sql`n.status in ${UNDELIVERED} and not ${saidBy(ARRIVED)}`;

/** The same, and nothing is under way and nobody is about to call. */
export const IS_LOST = sql`n.status in ${UNDELIVERED} and n.channel <> 'call'
  and not ${saidBy(NOTICE_STATUSES.filter(isUnderWay))}`;
