import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { db, transaction } from '@/db';
import { audit, notices, users, webhookEvents } from '@/db/schema';
import { notify } from '@/lib/notices/notify';
import { replayWebhookEvent } from '@/lib/webhooks/replay-webhook-event';
import { makeReservation, makeUser, personContext, type User } from './factories';

/** A part of a provider's id that no other test has. */
export const unique = () => crypto.randomUUID().replaceAll('-', '');

/** In place of `after`: notices wait until the test delivers them. */
export const unnudged = () => {};

/** Somebody's confirmation, as it is once its mail was sent. */
export async function makeSent(user: User) {
  const reservation = await makeReservation({ userId: user.id });
  await transaction((tx) =>
    notify(tx, unnudged, {
      kind: 'reservation_confirmation',
      objectId: reservation.id,
      reservationId: reservation.id,
      userId: user.id,
    }),
  );
  const [written] = await db().select().from(notices).where(eq(notices.objectId, reservation.id));
  const noticeId = written?.id ?? '';
  const providerId = `mail_${unique()}`;
  await db().update(notices).set({ status: 'sent', providerId }).where(eq(notices.id, noticeId));
  const about = () =>
    db()
      .select({ channel: notices.channel, status: notices.status })
      .from(notices)
      .where(eq(notices.reservationId, reservation.id))
      .orderBy(notices.createdAt);
  return { noticeId, providerId, about };
}

/** An operator replays the stored event that came under this id. */
export async function replayEvent(eventId: string) {
  const [event] = await db().select().from(webhookEvents).where(eq(webhookEvents.eventId, eventId));
  const operator = await makeUser({ operatorSince: new Date() });
  const processed = await replayWebhookEvent(personContext(operator), { webhookEventId: event?.id ?? 0 });
  const told = await db()
    .select({ entity: audit.entity, fromState: audit.fromState })
    .from(audit)
    .where(eq(audit.actor, `staff:${operator.id}`));
  expect(told).toEqual([{ entity: 'webhook_event', fromState: 'processed' }]);
  return processed;
}

export const reloadUser = async (user: User) =>
  (await db().select().from(users).where(eq(users.id, user.id)))[0];
