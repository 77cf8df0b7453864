import { type SQL, sql } from 'drizzle-orm';
import { HELD, type ReservationStatus } from '@/db/schema';
import { IS_LOST, IS_WITHDRAWN } from './disputes';
import { GAME_KINDS } from './game';

/*
 * The words of `docs/money.md` in SQL, in minor units. Each is about a row under one name: `r` of `reservations`, `p`
 * of `payments`, `f` of `refunds`, `d` of `disputes`, `u` of `dues`, `e` of
 * `till_entries`, `s` of `till_shifts`.
 */

/** The statuses in which its player has, or had, the court. */
export const HAS_COURT = ['confirmed', 'completed', 'no_show'] as const satisfies ReservationStatus[];

/** The statuses in which it ended without a court. */
export const WITHOUT_COURT = ['cancelled', 'expired'] as const satisfies ReservationStatus[];

/** Whether a refund was made or is still to be made: it has not failed and is neither covered nor recalled. */
export const IS_ALIVE = sql`(f.status not in ('failed', 'covered', 'recalled'))`;

/** What a court lacks because of a refund made at Stripe itself. */
export const IS_MISSED = sql`(f.missing_minor > 0 and f.status not in ('failed', 'recalled'))`;

const refundsOf = (counted: SQL) => sql`(select coalesce(sum(f.amount_minor), 0) from refunds f
    where f.payment_id = p.id and ${counted})`;
const disputesOf = (counted: SQL) => sql`(select coalesce(sum(d.amount_minor), 0) from disputes d
    where d.payment_id = p.id and ${counted})`;

/** What Stripe has refunded of a payment. `refunded_minor` stores it. */
export const REFUNDED_MINOR = refundsOf(sql`f.status = 'succeeded'`);

/** What banks took of a payment in disputes, for good or while they decide. */
export const WITHDRAWN_MINOR = disputesOf(IS_WITHDRAWN);

/** What banks keep of a payment for good. */
export const LOST_MINOR = disputesOf(sql`${IS_LOST} and d.currency = p.currency`);

/** What of a payment has gone back or will: by refunds, by hand, by banks. At most what was received. */
export const GIVEN_BACK_MINOR = sql`least(p.received_minor,
  ${refundsOf(sql`(${IS_ALIVE} or f.paid_by_hand_at is not null)`)} + ${LOST_MINOR})`;

/** What can still be given back of a payment. */
export const LEFT_MINOR = sql`(p.received_minor - ${GIVEN_BACK_MINOR})`;

/** What is left of a payment beyond what the club may keep. Without a court it is owed to the payer. */
export const OWED_MINOR = sql`(${LEFT_MINOR} - p.retained_minor)`;

/** What of it was never requested back. A failed refund was requested and is for staff. */
export const UNCLAIMED_MINOR = sql`(${OWED_MINOR} - ${refundsOf(sql`f.status = 'failed'`)})`;

/** What of a payment was refused, as a duplicate or as money that bought nothing, and could not be sent back yet. */
export const REFUSED_MINOR = refundsOf(
  sql`(f.status = 'failed' and f.cause in ('late_payment', 'amount_mismatch', 'duplicate_payment'))`,
);

/** By how much requested refunds, the club's share and banks' takings exceed a payment. */
export const EXCESS_MINOR = sql`(p.retained_minor + ${LOST_MINOR}
  + ${refundsOf(sql`f.status not in ('covered', 'recalled')`)} - p.received_minor)`;

/** What was paid for a reservation, in its currency. */
export const PAID_MINOR = sql`(select coalesce(sum(p.received_minor), 0) from payments p
    where p.reservation_id = r.id and p.completed_at is not null and p.currency = r.currency)`;

/** What a reservation lacks of money that was given back at Stripe itself. */
export const MISSING_MINOR = sql`(select coalesce(sum(f.missing_minor), 0)
    from refunds f join payments p on p.id = f.payment_id where p.reservation_id = r.id and ${IS_MISSED})`;

/** What the desk took for a reservation, less what it paid back, in its currency. */
export const TILL_MINOR = sql`(select coalesce(sum(e.amount_minor), 0) from till_entries e
    where e.reservation_id = r.id and e.currency = r.currency)`;

/** What the desk took for a reservation, without what was taken by mistake. */
export const TILL_TAKEN_MINOR = sql`(select coalesce(sum(e.amount_minor), 0) from till_entries e
    where e.reservation_id = r.id and e.currency = r.currency and e.kind = 'payment')`;

/** What of a reservation's money is still here. One that was marked as paid at the club counts as paid. */
export const STILL_PAID_MINOR = sql`(case when r.staff_settled_by is not null then r.price_minor
  else (select coalesce(sum(${LEFT_MINOR}), 0) from payments p
    where p.reservation_id = r.id and p.completed_at is not null and p.currency = r.currency) + ${TILL_MINOR} end)`;

const duesOf = (counted: SQL) => sql`(select coalesce(sum(u.amount_minor), 0) from dues u
    where u.reservation_id = r.id and u.currency = r.currency and ${counted})`;

/** Whether a due is neither paid nor waived. */
export const IS_OPEN_DUE = sql`(u.settled_at is null and u.waived_at is null)`;

/** What is still owed for a reservation, negative when the club owes it. */
export const DUE_MINOR = duesOf(IS_OPEN_DUE);

/** What is owed for a reservation as its club and its player see it: the price of a hold, else what is still due. */
export const STILL_OWED_MINOR = sql`(case when r.status in ${HELD} then r.price_minor else ${DUE_MINOR} end)`;

/** What the club let go of a reservation's price, negative when its customer let it go. */
export const WAIVED_MINOR = duesOf(sql`u.waived_at is not null`);

/**
 * What pays for a reservation, by card and at the desk. Refunds by staff on purpose do not count against it, of
 * refunds at Stripe itself only the missing amount does, and a covered refund does, since its cover does not.
 */
export const COVER_MINOR = sql`(${PAID_MINOR} + ${TILL_MINOR}
  - (select coalesce(sum(case when f.cause in ('staff', 'dashboard') then f.missing_minor else f.amount_minor end), 0)
    from refunds f join payments p on p.id = f.payment_id
    where p.reservation_id = r.id and p.currency = r.currency and f.status not in ('failed', 'recalled')))`;

/** What of the desk's money is left to give back: nobody was promised it. */
export const TILL_LEFT_MINOR = sql`(${TILL_MINOR} + ${duesOf(sql`${IS_OPEN_DUE} and u.amount_minor < 0`)})`;

/** What is known about the price of a reservation. It is the price when all is well. */
export const ACCOUNTED_MINOR = sql`(${COVER_MINOR} + ${DUE_MINOR} + ${WAIVED_MINOR})`;

/**
 * What of the desk's money a cancelled reservation keeps once every open due is paid. Waived dues count if the club
 * owed them or if they arose after the cancellation.
 */
export const TILL_KEPT_MINOR = sql`(${TILL_MINOR}
  + ${duesOf(sql`(${IS_OPEN_DUE} or (u.waived_at is not null and (u.amount_minor < 0 or u.waived_at >= r.cancelled_at)))`)})`;

/** The cash that should be in the till of a shift. */
export const EXPECTED_MINOR = sql`(s.float_minor + (select coalesce(sum(e.amount_minor), 0) from till_entries e
    where e.shift_id = s.id and e.method = 'cash'))`;

/** Whether a reservation was sold: its player has it, and its price is paid or owed. */
export const IS_SOLD = sql`(r.kind in ${GAME_KINDS} and r.status in ${HAS_COURT} and r.staff_settled_by is null)`;

/** Whether a reservation lacks missing money, so that somebody must decide whether it stands. */
export const IS_LACKING = sql`(r.id in (select p.reservation_id from refunds f join payments p on p.id = f.payment_id
    where ${IS_MISSED})
  and ${ACCOUNTED_MINOR} < r.price_minor)`;
