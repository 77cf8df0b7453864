import { eq } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { audit, notices, users, webhookEvents } from '@/db/schema';
import { env } from '@/lib/env';
import { notify } from '@/lib/notifications/notify';
import { replayWebhookEvent } from '@/lib/operations/replay-webhook-event';
import { makeReservation, makeUser, personContext, type User } from '@/test/factories';
import { startOtherProcess } from '@/test/other-process/start';
import { apiRequest, pathParams } from '@/test/requests';
import { POST as receiveMail } from './resend-webhook/route';
import { POST as receiveSms } from './twilio-webhook/route';

const unique = () => crypto.randomUUID().replaceAll('-', '');

async function makeSent(user: User) {
  const reservation = await makeReservation({ userId: user.id });
  const [noticeId = ''] = await transaction((tx) =>
    notify(tx, {
      kind: 'reservation_confirmation',
      objectId: reservation.id,
      reservationId: reservation.id,
      userId: user.id,
    }),
  );
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
async function replay(eventId: string) {
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

const reload = async (user: User) => (await db().select().from(users).where(eq(users.id, user.id)))[0];

describe('POST notifications/resend-webhook', () => {
  const OURS = env().RESEND_WEBHOOK_SECRET[0] ?? '';

  const signed = (body: string, id: string, secret = OURS, at = new Date()) => ({
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(secret).sign(id, at, body),
  });

  async function post(event: object, { id = `msg_${unique()}`, ageSeconds = 0, tampered = false } = {}) {
    const body = JSON.stringify(event);
    const headers = signed(body, id, OURS, new Date(Date.now() - ageSeconds * 1000));
    const sent = tampered ? body.replace('}', ',"more":1}') : body;
    const request = apiRequest('/api/v1/notifications/resend-webhook', { headers, body: sent });
    return (await receiveMail(request, pathParams())).status;
  }

  const event = (type: string, to: string, providerId: string, more: object = {}) => ({
    type,
    created_at: new Date().toISOString(),
    data: { email_id: providerId, to: [to], tags: {}, ...more },
  });
  const permanent = { bounce: { type: 'Permanent', message: 'Invalid email address' } };

  test('spec: test_email_bounce_handling — a bounce for good makes the address invalid and sends a text instead', async () => {
    const user = await makeUser({ email: 'bounced@example.com', phone: '+34600500600' });
    const { providerId, about } = await makeSent(user);
    expect(await post(event('email.bounced', 'bounced@example.com', providerId, permanent))).toBe(200);
    expect((await reload(user))?.emailInvalidAt).not.toBeNull();
    expect(await about()).toEqual([
      { channel: 'email', status: 'bounced' },
      { channel: 'sms', status: 'pending' },
    ]);
  });

  test('a full mailbox is not a dead one', async () => {
    const user = await makeUser();
    const { providerId } = await makeSent(user);
    const full = { bounce: { type: 'Transient', message: 'Mailbox full' } };
    expect(await post(event('email.bounced', user.email, providerId, full))).toBe(200);
    expect((await reload(user))?.emailInvalidAt).toBeNull();
  });

  test('a complaint is the last mail that person gets', async () => {
    const user = await makeUser();
    const { providerId } = await makeSent(user);
    expect(await post(event('email.complained', user.email, providerId))).toBe(200);
    expect((await reload(user))?.emailInvalidAt).not.toBeNull();
  });

  test('a delivery that is reported after the bounce changes nothing', async () => {
    const user = await makeUser();
    const { providerId, about } = await makeSent(user);
    await post(event('email.bounced', user.email, providerId, permanent));
    await post(event('email.delivered', user.email, providerId));
    expect((await about())[0]).toEqual({ channel: 'email', status: 'bounced' });
  });

  test('the same event twice falls back once', async () => {
    const user = await makeUser({ phone: '+34600700800' });
    const { providerId, about } = await makeSent(user);
    const id = `msg_${unique()}`;
    const bounce = event('email.bounced', user.email, providerId, permanent);
    expect(await Promise.all([post(bounce, { id }), post(bounce, { id }), post(bounce, { id })])).toEqual([
      200, 200, 200,
    ]);
    expect(await about()).toHaveLength(2);
    expect(await db().select().from(webhookEvents).where(eq(webhookEvents.eventId, id))).toHaveLength(1);
  });

  test('a replay moves the notice that was unknown then, and falls back once however often it is done', async () => {
    const user = await makeUser({ phone: '+34600700801' });
    const { noticeId, providerId, about } = await makeSent(user);
    await db().update(notices).set({ providerId: null }).where(eq(notices.id, noticeId));
    const id = `msg_${unique()}`;
    await post(event('email.bounced', user.email, providerId, permanent), { id });
    expect(await about()).toEqual([{ channel: 'email', status: 'sent' }]);

    await db().update(notices).set({ providerId }).where(eq(notices.id, noticeId));
    for (let time = 0; time < 3; time += 1) {
      expect(await replay(id)).toBe('done');
      expect(await about()).toEqual([
        { channel: 'email', status: 'bounced' },
        { channel: 'sms', status: 'pending' },
      ]);
    }
  });

  test('a replay of a delivery does not undo the bounce that came after it, nor make the delivery later', async () => {
    const user = await makeUser();
    const { noticeId, providerId } = await makeSent(user);
    const id = `msg_${unique()}`;
    await post(event('email.delivered', user.email, providerId), { id });
    const read = async () => (await db().select().from(notices).where(eq(notices.id, noticeId)))[0];
    const delivered = await read();
    await replay(id);
    expect(await read()).toEqual(delivered);
    await post(event('email.bounced', user.email, providerId, permanent));
    await replay(id);
    expect(await read()).toEqual({ ...delivered, status: 'bounced' });
  });

  test('A11 while the secret is rotated we hold both, and an event signed with either is taken', async () => {
    const secrets = ['whsec_b2xkLXNlY3JldA==', 'whsec_bmV3LXNlY3JldA=='];
    const other = await startOtherProcess({ RESEND_WEBHOOK_SECRET: secrets.join(',') });
    const body = JSON.stringify(event('email.delivered', 'nobody@example.com', `mail_${unique()}`));
    const receive = async (secret: string) => {
      const id = `msg_${unique()}`;
      await other.call('receiveMail', body, signed(body, id, secret));
      return db().select().from(webhookEvents).where(eq(webhookEvents.eventId, id));
    };
    try {
      for (const secret of secrets) expect(await receive(secret)).toHaveLength(1);
      await expect(receive(OURS)).rejects.toThrow('invalid_input');
    } finally {
      other.stop();
    }
  });

  test.each([
    ['is forged', { tampered: true }],
    ['is ten minutes old', { ageSeconds: 600 }],
  ])('one that %s is refused and kept nowhere', async (_title, how) => {
    const user = await makeUser();
    const { providerId } = await makeSent(user);
    const id = `msg_${unique()}`;
    const bounce = event('email.bounced', user.email, providerId, permanent);
    expect(await post(bounce, { id, ...how })).toBe(400);
    expect(await db().select().from(webhookEvents).where(eq(webhookEvents.eventId, id))).toEqual([]);
    expect((await reload(user))?.emailInvalidAt).toBeNull();
  });
});

test('nobody but an operator replays an event', async () => {
  const player = personContext(await makeUser());
  await expect(replayWebhookEvent(player, { webhookEventId: 1 })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

describe('POST notifications/twilio-webhook', () => {
  async function post(params: Record<string, string>, { query = '', token = env().TWILIO_AUTH_TOKEN } = {}) {
    const path = `/api/v1/notifications/twilio-webhook${query}`;
    const url = new URL(path, env().NEXTAUTH_URL).href;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(token, url, params),
    };
    const body = new URLSearchParams(params).toString();
    return (await receiveSms(apiRequest(path, { headers, body }), pathParams())).status;
  }

  test('STOP ends text messages to that number and START begins them again', async () => {
    const user = await makeUser({ phone: '+34611222333' });
    const word = (Body: string) => post({ MessageSid: `SM${unique()}`, From: '+34611222333', Body });
    expect(await word('STOP')).toBe(200);
    expect((await reload(user))?.smsOptedOutAt).not.toBeNull();
    expect(await word('start')).toBe(200);
    expect((await reload(user))?.smsOptedOutAt).toBeNull();
    const told = await db().select().from(audit).where(eq(audit.entityId, user.id)).orderBy(audit.id);
    expect(told.map(({ toState, requestId }) => [toState, requestId])).toEqual([
      ['sms_opted_out', expect.any(String)],
      ['sms_opted_in', expect.any(String)],
    ]);
  });

  test('a status callback moves the notice that its address names', async () => {
    const user = await makeUser({ emailInvalidAt: new Date(), phone: '+34611444555' });
    const { noticeId, about } = await makeSent(user);
    const params = { MessageSid: `SM${unique()}`, MessageStatus: 'delivered' };
    expect(await post(params, { query: `?notice_id=${noticeId}` })).toBe(200);
    expect(await about()).toEqual([{ channel: 'sms', status: 'delivered' }]);
  });

  test('a replay of a failed text puts the player on the call list once, and keeps the address it came by', async () => {
    const user = await makeUser({ emailInvalidAt: new Date(), phone: '+34611444556' });
    const { noticeId, about } = await makeSent(user);
    const MessageSid = `SM${unique()}`;
    await post({ MessageSid, MessageStatus: 'undelivered' }, { query: `?notice_id=${noticeId}` });
    const called = [
      { channel: 'sms', status: 'failed' },
      { channel: 'call', status: 'pending' },
    ];
    expect(await about()).toEqual(called);
    await db().update(notices).set({ status: 'sent' }).where(eq(notices.id, noticeId));
    expect(await replay(`${MessageSid}:undelivered`)).toBe('done');
    expect(await about()).toEqual(called);
  });

  test('a replay of STOP does not undo the START that came after it', async () => {
    const phone = '+34611222334';
    const user = await makeUser({ phone });
    const word = async (Body: string) => {
      const MessageSid = `SM${unique()}`;
      await post({ MessageSid, From: phone, Body });
      return MessageSid;
    };
    const stop = await word('STOP');
    await word('where do I park?');
    await replay(stop);
    expect((await reload(user))?.smsOptedOutAt).not.toBeNull();
    await word('START');
    await replay(stop);
    expect((await reload(user))?.smsOptedOutAt).toBeNull();
  });

  test('a request that Twilio did not sign is refused', async () => {
    const params = { MessageSid: `SM${unique()}`, From: '+34611222333', Body: 'STOP' };
    expect(await post(params, { token: 'another-token' })).toBe(400);
  });
});
