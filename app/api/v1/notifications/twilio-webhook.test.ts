import { eq } from 'drizzle-orm';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, notices } from '@/db/schema';
import { env } from '@/lib/env';
import { makeUser } from '@/test/factories';
import { apiRequest, pathParams } from '@/test/requests';
import { makeSent, reloadUser, replayEvent, unique } from '@/test/sent-notice';
import { POST as receiveSms } from './twilio-webhook/route';

describe('POST notifications/twilio-webhook', () => {
  async function post(params: Record<string, string>, { query = '' } = {}) {
    const path = `/api/v1/notifications/twilio-webhook${query}`;
    const url = new URL(path, env().NEXTAUTH_URL).href;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': twilio.getExpectedTwilioSignature(env().TWILIO_AUTH_TOKEN, url, params),
    };
    const body = new URLSearchParams(params).toString();
    return (await receiveSms(apiRequest(path, { headers, body }), pathParams())).status;
  }

  test('STOP ends text messages to that number and START begins them again', async () => {
    const user = await makeUser({ phone: '+34611222333' });
    const word = (Body: string) => post({ MessageSid: `SM${unique()}`, From: '+34611222333', Body });
    expect(await word('STOP')).toBe(200);
    expect((await reloadUser(user))?.smsOptedOutAt).not.toBeNull();
    expect(await word('start')).toBe(200);
    expect((await reloadUser(user))?.smsOptedOutAt).toBeNull();
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
    expect(await replayEvent(`${MessageSid}:undelivered`)).toBe('done');
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
    await replayEvent(stop);
    expect((await reloadUser(user))?.smsOptedOutAt).not.toBeNull();
    await word('START');
    await replayEvent(stop);
    expect((await reloadUser(user))?.smsOptedOutAt).toBeNull();
  });
});
