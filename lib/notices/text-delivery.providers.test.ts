import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { type NoticeKind, notices } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { addDays, DAY_MS, firstInstantOf, localDateOf } from '@/lib/core/time';
import { makeReservation, makeUser } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { deliverNotice } from './deliver-notice';

const sandbox = useSandbox({ providers: ['resend', 'twilio'] });

/** A text about a game in three days, at a number of its own. */
async function makeText(phone: string, kind: NoticeKind = 'reservation_confirmation') {
  const user = await makeUser({ phone });
  const startsAt = new Date(Date.now() + 3 * DAY_MS);
  const { id, clubId } = await makeReservation({ userId: user.id, startsAt });
  const about = { kind, objectId: id, reservationId: id, clubId, userId: user.id, locale: 'es' } as const;
  const write = async (state: Partial<typeof notices.$inferInsert> = {}) => {
    const row = { ...about, channel: 'sms', recipient: phone, ...state } as const;
    const [written] = await db().insert(notices).values(row).returning();
    return written?.id ?? '';
  };
  return { id, write };
}

const read = async (id: string) => (await db().select().from(notices).where(eq(notices.id, id)))[0];

test('a sixth text to one number within a day is not sent: a person calls', async () => {
  const phone = '+34611000001';
  const { id, write } = await makeText(phone);
  for (let sent = 0; sent < 5; sent += 1)
    await write({ objectId: `${id}:${sent}`, status: 'delivered', sentAt: new Date() });
  const sixth = await write();
  expect(await deliverNotice(systemContext('test'), sixth)).toBe('failed');
  expect(await read(sixth)).toMatchObject({ status: 'failed', lastError: 'cap_number' });
  const rows = await db().select().from(notices).where(eq(notices.objectId, id));
  expect(rows.map(({ channel, status }) => [channel, status])).toContainEqual(['call', 'pending']);
  expect(await messagesTo(sandbox(), phone)).toEqual([]);
});

test('five of yesterday leave room for one of today', async () => {
  const phone = '+34611000002';
  const { id, write } = await makeText(phone);
  const sentAt = new Date(Date.now() - 2 * DAY_MS);
  for (let sent = 0; sent < 5; sent += 1)
    await write({ objectId: `${id}:${sent}`, status: 'delivered', sentAt });
  expect(await deliverNotice(systemContext('test'), await write())).toBe('sent');
});

test('a reminder at night waits until eight, and a cancellation does not', async () => {
  const phone = '+34611000003';
  const zone = 'Europe/Madrid';
  const date = addDays(localDateOf(Date.now(), zone), 1);
  const night = { ...systemContext('test'), now: new Date(firstInstantOf(date, 60, zone)) };
  const { write } = await makeText(phone, 'reservation_reminder');
  const reminder = await write();
  expect(await deliverNotice(night, reminder)).toBe('held');
  expect(await read(reminder)).toMatchObject({
    status: 'pending',
    nextAttemptAt: new Date(firstInstantOf(date, 8 * 60, zone)),
  });
  const confirmed = await makeText('+34611000004');
  expect(await deliverNotice(night, await confirmed.write())).toBe('sent');
});
