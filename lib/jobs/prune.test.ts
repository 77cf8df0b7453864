import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import {
  apiTokens,
  audit,
  idempotencyKeys,
  liveEvents,
  notices,
  passkeyChallenges,
  pendingSignUps,
  reservations,
  slotAlerts,
  staffInvitations,
  verificationTokens,
} from '@/db/schema';
import { listLiveEventsAfter } from '@/lib/notices/list-live-events';
import { makeCustomer, makeInvitation, makeReservation, makeUser } from '@/test/factories';
import { prune } from './prune';

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

test('messages go after ninety days, and a page that comes back gets all that are younger', async () => {
  const { id: userId } = await makeUser();
  const told = [91, 400, 89, 1].map((days) => ({
    userId,
    type: `days.${days}`,
    data: {},
    createdAt: ago(days),
  }));
  await db().insert(liveEvents).values(told);
  expect(await prune()).toBe(2);
  const left = await listLiveEventsAfter(userId, 0, 100);
  expect(left.map(({ type }) => type)).toEqual(['days.89', 'days.1']);
});

test('many old ones go batch by batch, oldest first', async () => {
  const { id: userId } = await makeUser();
  await db().delete(liveEvents);
  await db().execute(sql`insert into live_events (user_id, type, data, created_at)
    select ${userId}, 'old', '{}', now() - interval '100 days' from generate_series(1, 1500)`);
  const [oldest] = await db()
    .select()
    .from(liveEvents)
    .where(eq(liveEvents.type, 'old'))
    .orderBy(asc(liveEvents.id))
    .limit(1);
  expect(await prune()).toBe(1000);
  expect(
    await db()
      .select()
      .from(liveEvents)
      .where(eq(liveEvents.id, oldest?.id ?? 0)),
  ).toEqual([]);
  expect(await prune()).toBe(500);
  expect(await prune()).toBe(0);
});

test('answers, links, alerts and keys go when they are of no use any more, and not before', async () => {
  const { id: userId, email } = await makeUser();
  const requestHash = 'hash';
  await db()
    .insert(idempotencyKeys)
    .values([
      { actor: userId, key: 'old', requestHash, createdAt: ago(1.1) },
      { actor: userId, key: 'young', requestHash, createdAt: ago(0.9) },
    ]);
  await db()
    .insert(verificationTokens)
    .values([
      { identifier: email, token: 'over', expires: ago(0.01) },
      { identifier: email, token: 'open', expires: ago(-0.01) },
    ]);
  const typed = { name: 'Ana', passwordHash: 'hash', locale: 'es', browserHash: 'hash' } as const;
  await db()
    .insert(pendingSignUps)
    .values([
      { ...typed, email: `over-${email}`, expiresAt: ago(0.01) },
      { ...typed, email: `open-${email}`, expiresAt: ago(-0.01) },
    ]);
  await db()
    .insert(passkeyChallenges)
    .values([
      { challengeHash: 'over', expiresAt: ago(0.01) },
      { challengeHash: 'open', expiresAt: ago(-0.01) },
    ]);
  const alert = { userId, city: 'Madrid', durationMinutes: 90 };
  await db()
    .insert(slotAlerts)
    .values([
      { ...alert, startsAt: ago(31) },
      { ...alert, startsAt: ago(29) },
    ]);
  const key = (name: string, ends: { expiresAt?: Date; revokedAt?: Date }) => ({
    userId,
    name,
    prefix: 'pista',
    tokenHash: Buffer.from(name.padEnd(32)).toString('hex'),
    scope: 'read' as const,
    ...ends,
  });
  await db()
    .insert(apiTokens)
    .values([
      key('long expired', { expiresAt: ago(366) }),
      key('long revoked', { expiresAt: ago(-1), revokedAt: ago(366) }),
      key('just expired', { expiresAt: ago(364) }),
      key('in use', { expiresAt: ago(-100) }),
    ]);

  expect(await prune()).toBe(7);
  const keys = await db().select().from(idempotencyKeys).where(eq(idempotencyKeys.actor, userId));
  expect(keys.map((row) => row.key)).toEqual(['young']);
  const links = await db().select().from(verificationTokens).where(eq(verificationTokens.identifier, email));
  expect(links.map((row) => row.token)).toEqual(['open']);
  const signUps = await db().select().from(pendingSignUps);
  expect(signUps.map((row) => row.email)).toEqual([`open-${email}`]);
  const challenges = await db().select().from(passkeyChallenges);
  expect(challenges.map((row) => row.challengeHash)).toEqual(['open']);
  expect(await db().select().from(slotAlerts).where(eq(slotAlerts.userId, userId))).toHaveLength(1);
  const tokens = await db()
    .select()
    .from(apiTokens)
    .where(eq(apiTokens.userId, userId))
    .orderBy(asc(apiTokens.name));
  expect(tokens.map((row) => row.name)).toEqual(['in use', 'just expired']);
});

test('invitations that nobody accepted go ninety days after their end', async () => {
  const { id: acceptedBy } = await makeUser();
  const long = { expiresAt: ago(91), revokedAt: ago(97) };
  await makeInvitation(long);
  const { invitation: recent } = await makeInvitation({ expiresAt: ago(89) });
  const accepted = { expiresAt: ago(91), acceptedAt: ago(97), acceptedBy };
  const { invitation: taken } = await makeInvitation(accepted);
  await prune();
  const left = await db().select({ id: staffInvitations.id }).from(staffInvitations);
  expect(left.map(({ id }) => id).toSorted()).toEqual([recent.id, taken.id].toSorted());
});

test('what must be kept for ever is, however old', async () => {
  const { id } = await makeReservation({ startsAt: ago(4000) });
  const change = { entity: 'reservation', entityId: id, actor: 'system:test', toState: 'confirmed' } as const;
  await db()
    .insert(audit)
    .values({ ...change, at: ago(4000) });
  await db().execute(sql`insert into webhook_events (provider, event_id, type, payload, received_at)
    values ('stripe', 'evt_ancient', 'payment_intent.succeeded', '{}', now() - interval '10 years')`);
  await prune();
  expect(
    await db()
      .select()
      .from(audit)
      .where(inArray(audit.entityId, [id])),
  ).toHaveLength(1);
  expect([
    ...(await db().execute(sql`select from webhook_events where event_id = 'evt_ancient'`)),
  ]).toHaveLength(1);
});

test('the words and addresses of messages go after eighteen months, and that they were sent stays', async () => {
  const { id: userId, email: recipient } = await makeUser();
  const words = { sentSubject: 'Reserva', sentText: 'Hola' };
  const sent = {
    kind: 'slot_freed',
    channel: 'email',
    recipient,
    locale: 'es',
    status: 'sent',
    userId,
  } as const;
  await db()
    .insert(notices)
    .values(
      [600, 500].map((days) => ({ ...sent, ...words, objectId: `words:${days}`, createdAt: ago(days) })),
    );
  await prune();
  const left = await db()
    .select()
    .from(notices)
    .where(eq(notices.userId, userId))
    .orderBy(asc(notices.createdAt));
  expect(left).toMatchObject([
    { status: 'sent', recipient: `forgotten:${left[0]?.id}`, sentSubject: null, sentText: null },
    { status: 'sent', recipient, ...words },
  ]);
});

test('name and address of a visitor go four days after a hold that was never paid, and stay with a booking', async () => {
  const guest = { name: 'Ana Visita', email: 'ana@example.com' };
  const unpaid = { userId: null, visitorId: randomUUID(), guest, status: 'expired' } as const;
  const old = await makeReservation({ ...unpaid, holdExpiresAt: ago(5) });
  const young = await makeReservation({ ...unpaid, holdExpiresAt: ago(3) });
  await makeReservation({
    ...unpaid,
    status: 'cancelled',
    holdExpiresAt: null,
    cancelledAt: ago(5),
  });
  const { clubId } = old;
  const { id: customerId } = await makeCustomer(clubId);
  const late = await makeReservation({
    ...unpaid,
    clubId,
    courtId: old.courtId,
    customerId,
    holdExpiresAt: ago(5),
  });
  await prune();
  const named = await db()
    .select({ id: reservations.id })
    .from(reservations)
    .where(and(eq(reservations.visitorId, unpaid.visitorId), isNotNull(reservations.guest)));
  expect(named.map(({ id }) => id).toSorted()).toEqual([young.id, late.id].toSorted());
});
