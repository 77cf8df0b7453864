import { eq } from 'drizzle-orm';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, notices, smsOptOuts, users } from '@/db/schema';
import { updateProfile } from '@/lib/accounts/update-profile';
import { systemContext } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { isOptedOut } from '@/lib/notices/opt-outs';
import { makeUser, personContext } from '@/test/factories';
import { apiRequest, pathParams } from '@/test/requests';
import { makeSent, replayEvent, unique } from '@/test/sent-notice';
import { POST as receiveSms } from './twilio-webhook/route';

let next = 0;
/** A mobile number that no other test has. */
const newPhone = () => {
  next += 1;
  return `+3469900${String(next).padStart(4, '0')}`;
};

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
    expect(await isOptedOut(db(), '+34611222333')).toBe(true);
    expect(await word('start')).toBe(200);
    expect(await isOptedOut(db(), '+34611222333')).toBe(false);
    const told = await db().select().from(audit).where(eq(audit.entityId, user.id)).orderBy(audit.id);
    expect(told.map(({ toState, requestId }) => [toState, requestId])).toEqual([
      ['sms_opted_out', expect.any(String)],
      ['sms_opted_in', expect.any(String)],
    ]);
  });

  test.each([
    ['STOP', 'stops'],
    ['stop.', 'stops'],
    ['  "Stop!" ', 'stops'],
    ['STOPALL', 'stops'],
    ['Stop all', 'stops'],
    ['unsubscribe', 'stops'],
    ['Cancel', 'stops'],
    ['END', 'stops'],
    ['quit', 'stops'],
    ['Revoke', 'stops'],
    ['OPT-OUT', 'stops'],
    ['¡Baja!', 'stops'],
    ['parar', 'stops'],
    ['please stop', 'says nothing'],
    ['parar en Madrid', 'says nothing'],
    ['stopp', 'says nothing'],
    ['', 'says nothing'],
  ])('%j %s', async (Body, effect) => {
    const From = newPhone();
    await post({ MessageSid: `SM${unique()}`, From, Body });
    expect(await isOptedOut(db(), From)).toBe(effect === 'stops');
    await post({ MessageSid: `SM${unique()}`, From, Body: 'Unstop.' });
    expect(await isOptedOut(db(), From)).toBe(false);
  });

  test('what Twilio says the word was counts before the word', async () => {
    const From = newPhone();
    const say = (Body: string, OptOutType: string) =>
      post({ MessageSid: `SM${unique()}`, From, Body, OptOutType });
    await say('ya no quiero', 'STOP');
    expect(await isOptedOut(db(), From)).toBe(true);
    await say('STOP', 'HELP');
    expect(await isOptedOut(db(), From)).toBe(true);
    await say('cancel', 'START');
    expect(await isOptedOut(db(), From)).toBe(false);
  });

  test('the number stays opted out when its account takes another and comes back, and when another account takes it', async () => {
    const phone = newPhone();
    const [first, second] = [await makeUser({ phone }), await makeUser()];
    await post({ MessageSid: `SM${unique()}`, From: phone, Body: 'STOP' });
    for (const mine of [newPhone(), phone, null]) await updateProfile(personContext(first), { phone: mine });
    await updateProfile(personContext(second), { phone });
    expect(await isOptedOut(db(), phone)).toBe(true);
    await db().update(users).set({ emailInvalidAt: new Date() }).where(eq(users.id, second.id));
    expect(await (await makeSent(second)).about()).toMatchObject([{ channel: 'call' }]);
  });

  test('a text that waited when STOP came is not sent', async () => {
    const phone = newPhone();
    const user = await makeUser({ emailInvalidAt: new Date(), phone });
    const { noticeId, about } = await makeSent(user);
    await db().update(notices).set({ status: 'pending', providerId: null }).where(eq(notices.id, noticeId));
    await post({ MessageSid: `SM${unique()}`, From: phone, Body: 'STOP' });
    expect(await deliverNotice(systemContext('test'), noticeId)).toBe('failed');
    expect(await about()).toMatchObject([{ status: 'failed' }, { channel: 'call', status: 'pending' }]);
  });

  test('a number is kept as a hash', async () => {
    const phone = newPhone();
    await post({ MessageSid: `SM${unique()}`, From: phone, Body: 'STOP' });
    const kept = (await db().select().from(smsOptOuts)).map(({ number }) => number);
    expect(kept.every((number) => /^[0-9a-f]{64}$/.test(number))).toBe(true);
    expect(await isOptedOut(db(), phone)).toBe(true);
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
    const word = async (Body: string) => {
      const MessageSid = `SM${unique()}`;
      await post({ MessageSid, From: phone, Body });
      return MessageSid;
    };
    const stop = await word('STOP');
    await word('where do I park?');
    await replayEvent(stop);
    expect(await isOptedOut(db(), phone)).toBe(true);
    await word('START');
    await replayEvent(stop);
    expect(await isOptedOut(db(), phone)).toBe(false);
  });
});
