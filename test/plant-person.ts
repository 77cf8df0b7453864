import { Webhook } from 'standardwebhooks';
import twilio from 'twilio';
import { db } from '@/db';
import {
  accounts,
  acts,
  clubRequests,
  customers,
  dues,
  idempotencyKeys,
  liveEvents,
  notices,
  participants,
  passkeys,
  pendingSignUps,
  recoveryCodes,
  refunds,
  secondFactors,
  series,
  slotAlerts,
  staffInvitations,
  tillEntries,
  verificationTokens,
} from '@/db/schema';
import { createApiToken } from '@/lib/accounts/create-api-token';
import { updateProfile } from '@/lib/accounts/update-profile';
import { systemContext } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { settleRefundByHand } from '@/lib/refunds/settle-refund-by-hand';
import { receiveMailEvent } from '@/lib/webhooks/receive-mail-event';
import { receiveSmsEvent } from '@/lib/webhooks/receive-sms-event';
import { receiveStripeEvent } from '@/lib/webhooks/receive-stripe-event';
import {
  makeClub,
  makePayment,
  makeReservation,
  makeStaff,
  makeUser,
  personContext,
  type Reservation,
  type User,
} from './factories';
import { signedEvent } from './stripe-events';

const NAME = 'Zoraida Únicamente';
export const EMAIL = 'zoraida@pista.test';
export const PHONE = '+34699887766';
export const CUSTOMER = 'cus_ZoraidaAtStripe';
/** Each text that names the person has one of these in it. */
export const TRACES = ['zoraida', '699887766'];
const LONG_AGO = new Date('2026-03-01T09:00:00Z');

/** A person who has used everything, with a row wherever Pista stores personal data. */
export async function plantPerson() {
  const user = await makeUser({
    name: NAME,
    email: EMAIL,
    phone: PHONE,
    stripeCustomerId: CUSTOMER,
    image: `/${EMAIL}`,
  });
  const ctx = personContext(user);
  await updateProfile(ctx, { name: `${NAME} Segunda`, phone: PHONE });
  await createApiToken(ctx, { name: 'Zoraida’s laptop', scope: 'read' });
  const club = await makeClub();
  await makeStaff(user.id, club.id, 'desk');
  await plantRows(user);
  await plantInvitations(user, club.id);
  const games = await plantGames(user);
  await plantCustomers(user, club.id, games.friend.id);
  await plantMessages(user, games.own.id);
  await plantEvents(games.payment.paymentIntentId ?? '');
  return { user, ctx, ...games };
}

async function plantRows({ id: userId }: User): Promise<void> {
  const expires = new Date(Date.now() + 60_000);
  await db().insert(secondFactors).values({ userId, sealedSecret: 'sealed' });
  await db()
    .insert(recoveryCodes)
    .values({ userId, codeHash: 'a'.repeat(64) });
  await db()
    .insert(passkeys)
    .values({
      userId,
      credentialId: 'credential',
      publicKey: 'key',
      counter: 0,
      transports: ['internal'],
      name: 'Zoraida’s phone',
    });
  await db().insert(accounts).values({ userId, type: 'oauth', provider: 'x', providerAccountId: EMAIL });
  await db().insert(verificationTokens).values({ identifier: EMAIL, token: 'x', expires });
  await db().insert(pendingSignUps).values({
    email: EMAIL,
    name: NAME,
    passwordHash: 'x',
    locale: 'es',
    browserHash: 'x',
    expiresAt: expires,
  });
  await db().insert(clubRequests).values({
    name: 'Club de Zoraida',
    city: 'Madrid',
    country: 'ES',
    address: '',
    timeZone: 'Europe/Madrid',
    currency: 'EUR',
    sport: 'padel',
    email: EMAIL,
    locale: 'es',
  });
  await db().insert(slotAlerts).values({ userId, city: 'Madrid', startsAt: expires, durationMinutes: 90 });
  await db()
    .insert(idempotencyKeys)
    .values({ actor: `user:${userId}`, key: 'k', requestHash: 'x', status: 200, sealedBody: 'sealed' });
}

/** What a club wrote about them, with an earlier row of theirs, and what another club wrote before they had an account. */
async function plantCustomers({ id: userId }: User, clubId: number, blockedBy: string): Promise<void> {
  const wrote = { name: NAME, phone: PHONE, words: 'zoraida unicamente', note: 'Zoraida pays late' };
  const blocked = { blockedAt: LONG_AGO, blockedBy, blockReason: 'Zoraida shouted' };
  const [own] = await db()
    .insert(customers)
    .values({ clubId, userId, ...wrote, ...blocked, category: 'member' })
    .returning();
  const other = await makeClub();
  const [early] = await db()
    .insert(customers)
    .values([
      { clubId: other.id, ...wrote, email: EMAIL, category: 'member' },
      { clubId, ...wrote, email: EMAIL, mergedInto: own?.id ?? null },
      { clubId, ...wrote, email: EMAIL },
    ])
    .returning();
  const byPhone = await makeReservation({
    userId: null,
    customerId: early?.id ?? null,
    note: 'Zoraida called',
  });
  await db()
    .insert(participants)
    .values({ reservationId: byPhone.id, position: 0, name: NAME, customerId: early?.id ?? null });
  await db()
    .insert(series)
    .values({
      clubId: other.id,
      courtId: byPhone.courtId,
      customerId: early?.id ?? null,
      kind: 'booking',
      title: NAME,
      note: 'Zoraida pays each month',
      weekdays: [2],
      startMinute: 1080,
      durationMinutes: 90,
      fromDate: '2026-03-03',
      untilDate: '2026-06-30',
      fixedMinor: 3000,
      priceReason: 'Zoraida is a friend',
      createdBy: blockedBy,
    });
}

/** One that they accepted under this address, one that is open, and one that they wrote. */
async function plantInvitations({ id: userId }: User, clubId: number): Promise<void> {
  const owner = await makeUser();
  const other = await makeClub();
  const expiresAt = new Date(Date.now() + 60_000);
  const to = (email: string, tokenHash: string) => ({ email, role: 'desk' as const, tokenHash, expiresAt });
  await db()
    .insert(staffInvitations)
    .values([
      {
        ...to(EMAIL, '1'.repeat(64)),
        clubId,
        invitedBy: owner.id,
        acceptedAt: LONG_AGO,
        acceptedBy: userId,
      },
      { ...to(EMAIL, '2'.repeat(64)), clubId: other.id, invitedBy: owner.id },
      { ...to('new@example.com', '3'.repeat(64)), clubId, invitedBy: userId },
    ]);
}

/** A game of their own with friends, one of somebody else's in which they play, and one in which they are a guest. */
async function plantGames({ id: userId }: User) {
  const own = await makeReservation({
    userId,
    startsAt: LONG_AGO,
    status: 'cancelled',
    guest: { name: NAME, email: EMAIL },
    title: 'Zoraida plays with friends',
    listPriceMinor: 5000,
    priceReason: 'Zoraida has a voucher',
    note: 'Zoraida pays in cash',
    cancelReason: 'Zoraida fell ill',
  });
  const payment = await makePayment(own);
  const friend = await makeUser({ name: 'Bea Amiga' });
  const others = await makeReservation();
  const guestOf = await makeReservation({ guest: { name: NAME, email: 'Zoraida@Pista.test' } });
  await db()
    .insert(participants)
    .values([
      { reservationId: own.id, position: 0, name: NAME },
      { reservationId: own.id, position: 1, name: 'Carla sin Cuenta', email: 'carla@example.com' },
      { reservationId: own.id, position: 2, name: 'Bea Amiga', userId: friend.id },
      { reservationId: others.id, position: 0, name: NAME, userId },
      { reservationId: others.id, position: 1, name: NAME, email: 'Zoraida@Pista.test' },
    ]);
  await plantRefund(payment.id);
  await plantDesk(own, userId);
  return { own, payment, friend, others, guestOf };
}

async function plantRefund(paymentId: string): Promise<void> {
  const [refund] = await db()
    .insert(refunds)
    .values({
      paymentId,
      amountMinor: 4500,
      currency: 'EUR',
      status: 'failed',
      cause: 'staff',
      requestedBy: 'staff:x',
      note: 'Zoraida asked twice',
    })
    .returning({ id: refunds.id });
  const operator = personContext(await makeUser({ operatorSince: new Date() }));
  await settleRefundByHand(operator, { refundId: refund?.id ?? '', note: 'in cash to Zoraida' });
}

/** The desk took 10 € for their game and took it back, waived what was owed for it, and cleared its note. */
async function plantDesk({ id: reservationId, clubId }: Reservation, userId: string): Promise<void> {
  const of = { clubId, reservationId, currency: 'EUR' };
  await db()
    .insert(dues)
    .values({
      ...of,
      amountMinor: 1000,
      cause: 'desk',
      createdBy: 'staff:x',
      waivedAt: LONG_AGO,
      waivedBy: userId,
      waiveReason: 'Zoraida moved house',
    });
  const taken = { ...of, kind: 'payment', method: 'bizum', takenBy: userId } as const;
  const [entry] = await db()
    .insert(tillEntries)
    .values({ ...taken, amountMinor: 1000, requestKey: 'taken' })
    .returning();
  await db()
    .insert(tillEntries)
    .values({
      ...taken,
      amountMinor: -1000,
      requestKey: 'reversed',
      reverses: entry?.id ?? null,
      note: 'Zoraida had paid',
    });
  const change = { entity: 'reservation', id: reservationId, after: { note: null }, revision: 1 } as const;
  await db()
    .insert(acts)
    .values({
      clubId,
      kind: 'details',
      by: userId,
      requestId: 'x',
      undoUntil: LONG_AGO,
      changes: [{ ...change, before: { note: 'Zoraida pays in cash' } }],
      summary: {},
    });
}

async function plantMessages({ id: userId }: User, reservationId: string): Promise<void> {
  const notice = {
    kind: 'reservation_cancelled',
    objectId: reservationId,
    reservationId,
    locale: 'es',
  } as const;
  await db()
    .insert(notices)
    .values([
      {
        ...notice,
        userId,
        channel: 'email',
        recipient: EMAIL,
        status: 'sent',
        providerId: 'mail_1',
        sentSubject: `Reserva de ${NAME}`,
        sentText: `Hola, ${NAME}`,
      },
      {
        ...notice,
        kind: 'player_invited',
        channel: 'email',
        recipient: 'a-friend@example.com',
        participantPosition: 0,
        status: 'sent',
        sentText: `${NAME} te ha apuntado a un partido`,
      },
      {
        ...notice,
        kind: 'player_left',
        channel: 'email',
        recipient: 'another-friend@example.com',
        detail: { playerName: NAME },
      },
      { ...notice, userId, channel: 'sms', recipient: PHONE, status: 'failed', lastError: `no ${PHONE}` },
      { ...notice, userId, channel: 'call', recipient: PHONE, callNote: 'told Zoraida’s mother' },
      { ...notice, objectId: 'guest', channel: 'email', recipient: EMAIL, status: 'sent' },
    ]);
  await db()
    .insert(liveEvents)
    .values({ userId, type: 'x', data: { hello: NAME } });
}

/** Events of providers about a person, about a mail that is no notice, and a text from the person. */
async function plantEvents(intentId: string): Promise<void> {
  const job = systemContext('test');
  const mail = JSON.stringify({
    type: 'email.delivered',
    created_at: new Date().toISOString(),
    data: { email_id: 'sign_up_mail', to: [EMAIL], subject: `Hola, ${NAME}`, tags: { kind: 'sign_up' } },
  });
  const at = new Date();
  const headers = new Headers({
    'svix-id': 'msg_1',
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(env().RESEND_WEBHOOK_SECRET[0] ?? '').sign('msg_1', at, mail),
  });
  await receiveMailEvent(job, mail, headers);
  const url = new URL('/api/v1/notifications/twilio-webhook', env().NEXTAUTH_URL).href;
  for (const [MessageSid, Body] of [
    ['SM1', `Soy ${NAME}, ¿dónde aparco?`],
    ['SM2', 'STOP'],
  ] as const) {
    const params = { MessageSid, From: PHONE, Body, FromCity: 'MADRID' };
    const signature = twilio.getExpectedTwilioSignature(env().TWILIO_AUTH_TOKEN, url, params);
    await receiveSmsEvent(job, url, params, signature);
  }
  const person = { email: EMAIL, name: NAME, phone: PHONE };
  for (const [id, type, object] of [
    [
      'evt_1',
      'charge.refunded',
      { id: 'ch_1', payment_intent: intentId, customer: CUSTOMER, billing_details: person },
    ],
    ['evt_2', 'customer.deleted', { id: CUSTOMER, ...person }],
  ] as const) {
    await receiveStripe({ id, type, livemode: false, data: { object } });
  }
}

/** A Stripe webhook, as it arrives. */
export async function receiveStripe(event: object): Promise<void> {
  const { body, signature } = signedEvent(event);
  await receiveStripeEvent(body, signature);
}
