import { and, desc, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm';
import { db } from '@/db';
import {
  audit,
  clubs,
  courts,
  disputes,
  notices,
  participants,
  payments,
  refunds,
  reservations,
  users,
} from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import { fullAddress } from '@/lib/catalogue/full-address';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { moneyJson } from '@/lib/core/money';
import { isoWithOffset } from '@/lib/core/time';
import { requireStepUp } from '@/lib/factors/step-up';

/**
 * Every dispute with its reservation: first the open ones by the day their evidence is due, then the others, newest
 * first.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listDisputesToAnswer(ctx: Context) {
  requireOperator(ctx);
  return db()
    .select({ dispute: disputes, reservationId: payments.reservationId, player: users.email })
    .from(disputes)
    .leftJoin(payments, eq(payments.id, disputes.paymentId))
    .leftJoin(users, eq(users.id, payments.userId))
    .orderBy(
      desc(isNull(disputes.closedAt)),
      sql`case when ${disputes.closedAt} is null then ${disputes.evidenceDueAt} end`,
      desc(disputes.openedAt),
    );
}

/**
 * The evidence about a disputed payment for the bank: reservation, money, every change of state and every message.
 * @throws AppError not_found, forbidden for anyone but an operator and with `reason` `step_up`
 */
export async function getEvidence(ctx: Context, disputeId: string) {
  requireOperator(ctx);
  await requireStepUp(ctx);
  const [row] = await db()
    .select({
      dispute: disputes,
      payment: payments,
      reservation: reservations,
      club: clubs,
      court: courts,
      user: users,
    })
    .from(disputes)
    .innerJoin(payments, eq(payments.id, disputes.paymentId))
    .innerJoin(reservations, eq(reservations.id, payments.reservationId))
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .leftJoin(users, eq(users.id, reservations.userId))
    .where(eq(disputes.id, disputeId));
  if (!row) throw notFound('dispute');
  const { dispute, payment, reservation, club, court, user } = row;
  const [back, players, told] = await Promise.all([
    db()
      .select()
      .from(refunds)
      .where(and(eq(refunds.paymentId, payment.id), notInArray(refunds.status, ['covered', 'recalled']))),
    db().select().from(participants).where(eq(participants.reservationId, reservation.id)),
    db().select().from(notices).where(eq(notices.reservationId, reservation.id)).orderBy(notices.createdAt),
  ]);
  const changes = await listChanges({
    reservation: [reservation.id],
    payment: [payment.id],
    refund: back.map(({ id }) => id),
  });
  const local = (at: Date) => isoWithOffset(at.getTime(), club.timeZone);
  return {
    dispute: {
      id: dispute.id,
      status: dispute.status,
      reason: dispute.reason,
      ...moneyJson(dispute.amountMinor, dispute.currency),
      opened_at: dispute.openedAt,
      evidence_due_at: dispute.evidenceDueAt,
    },
    service: {
      reservation_id: reservation.id,
      club: club.name,
      address: `${fullAddress(club)}, ${club.country}`,
      court: court.name,
      starts_at: local(reservation.startsAt),
      ends_at: local(reservation.endsAt),
      status: reservation.status,
      booked_at: local(reservation.createdAt),
      players: players.map(({ name }) => name),
      refund_policy: reservation.refundPolicy,
    },
    customer: { name: user?.name ?? null, email: user?.email ?? null },
    payment: {
      id: payment.id,
      payment_intent: payment.paymentIntentId,
      ...moneyJson(payment.receivedMinor, payment.currency),
      completed_at: payment.completedAt,
      refunds: back.map((refund) => ({
        ...moneyJson(refund.amountMinor, refund.currency),
        status: refund.status,
        cause: refund.cause,
        at: refund.settledAt,
      })),
    },
    history: changes.map(({ at, entity, fromState, toState, actor }) => ({
      at,
      entity,
      from: fromState,
      to: toState,
      actor,
    })),
    messages: told.map(({ kind, channel, recipient, status, sentAt, deliveredAt }) => ({
      kind,
      channel,
      recipient,
      status,
      sent_at: sentAt,
      delivered_at: deliveredAt,
    })),
  };
}

type Entities = Record<'reservation' | 'payment' | 'refund', string[]>;

const listChanges = ({ reservation, payment, refund }: Entities) =>
  db()
    .select()
    .from(audit)
    .where(
      or(
        and(eq(audit.entity, 'reservation'), inArray(audit.entityId, reservation)),
        and(eq(audit.entity, 'payment'), inArray(audit.entityId, payment)),
        and(eq(audit.entity, 'refund'), inArray(audit.entityId, refund)),
      ),
    )
    .orderBy(audit.id);
