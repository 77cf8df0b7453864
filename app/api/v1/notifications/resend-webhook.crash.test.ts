import { eq } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { notices, webhookEvents } from '@/db/schema';
import { env } from '@/lib/core/env';
import { replayWebhookEvent } from '@/lib/webhooks/replay-webhook-event';
import { makeUser, personContext } from '@/test/factories';
import { startOtherProcess } from '@/test/other-process/start';
import { apiRequest, pathParams } from '@/test/requests';
import { makeSent, reloadUser, replayEvent, unique } from '@/test/sent-notice';
import { POST as receiveMail } from './resend-webhook/route';

describe('POST notifications/resend-webhook', () => {
  const OURS = env().RESEND_WEBHOOK_SECRET[0] ?? '';

  const signed = (body: string, id: string, secret = OURS, at = new Date()) => ({
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(secret).sign(id, at, body),
  });

  async function post(event: object, { id = `msg_${unique()}` } = {}) {
    const body = JSON.stringify(event);
    const headers = signed(body, id);
    const request = apiRequest('/api/v1/notifications/resend-webhook', { headers, body });
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
    expect((await reloadUser(user))?.emailInvalidAt).not.toBeNull();
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
    expect((await reloadUser(user))?.emailInvalidAt).toBeNull();
  });

  test('a complaint is the last mail that person gets', async () => {
    const user = await makeUser();
    const { providerId } = await makeSent(user);
    expect(await post(event('email.complained', user.email, providerId))).toBe(200);
    expect((await reloadUser(user))?.emailInvalidAt).not.toBeNull();
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
      expect(await replayEvent(id)).toBe('done');
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
    await replayEvent(id);
    expect(await read()).toEqual(delivered);
    await post(event('email.bounced', user.email, providerId, permanent));
    await replayEvent(id);
    expect(await read()).toEqual({ ...delivered, status: 'bounced' });
  });

  test('A11 while the secret is rotated we hold both, and of a storm of events signed with either none is lost', async () => {
    const secrets = ['whsec_b2xkLXNlY3JldA==', 'whsec_bmV3LXNlY3JldA=='];
    const other = await startOtherProcess({ RESEND_WEBHOOK_SECRET: secrets.join(',') });
    const body = JSON.stringify(event('email.delivered', 'nobody@example.com', `mail_${unique()}`));
    const receive = async (secret: string) => {
      const id = `msg_${unique()}`;
      await other.call('receiveMail', body, signed(body, id, secret));
      return db().$count(webhookEvents, eq(webhookEvents.eventId, id));
    };
    try {
      const storm = Array.from({ length: 10 }, () => secrets).flat();
      expect(new Set(await Promise.all(storm.map(receive)))).toEqual(new Set([1]));
      await expect(receive(OURS)).rejects.toThrow('invalid_input');
    } finally {
      other.stop();
    }
  });
});

test('nobody but an operator replays an event', async () => {
  const player = personContext(await makeUser());
  await expect(replayWebhookEvent(player, { webhookEventId: 1 })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
