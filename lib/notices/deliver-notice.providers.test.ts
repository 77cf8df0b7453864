import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { notices, type ReservationNoticeKind, reservations, users } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { MINUTE_MS } from '@/lib/core/time';
import { readCalendar } from '@/test/calendar';
import {
  makeClub,
  makeCourt,
  makeReservation,
  makeUser,
  type Reservation,
  type User,
} from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { unnudged } from '@/test/sent-notice';
import { deliverNotice } from './deliver-notice';
import { giveUpStaleTexts } from './give-up-stale-texts';
import { notify } from './notify';

const sandbox = useSandbox({ providers: ['resend', 'twilio'] });
const job = () => systemContext('test');

beforeEach(() => clearFaults(sandbox()));

async function makeNotice(user: User, kind: ReservationNoticeKind = 'reservation_confirmation') {
  const reservation = await makeReservation({ userId: user.id });
  return { reservation, noticeId: await write(user, reservation, kind) };
}

async function write(user: User, { id }: Reservation, kind: ReservationNoticeKind): Promise<string> {
  const subject = { kind, objectId: id, reservationId: id, userId: user.id };
  const before = new Set((await noticesAbout(id)).map((notice) => notice.id));
  await transaction((tx) => notify(tx, unnudged, subject));
  const written = (await noticesAbout(id)).find((notice) => !before.has(notice.id));
  if (written === undefined) throw new Error('no notice was written');
  return written.id;
}

async function read(noticeId: string) {
  const [notice] = await db().select().from(notices).where(eq(notices.id, noticeId));
  return notice;
}

const noticesAbout = (reservationId: string) =>
  db().select().from(notices).where(eq(notices.reservationId, reservationId)).orderBy(notices.createdAt);

/** Lets the wait before the next attempt pass. */
const comeDue = (noticeId: string) =>
  db()
    .update(notices)
    .set({ nextAttemptAt: new Date(Date.now() - 1000) })
    .where(eq(notices.id, noticeId));

describe('a confirmation', () => {
  test('spec: test_sendgrid_integration — Resend takes one mail to the player about the reservation', async () => {
    const user = await makeUser({ email: 'test@example.com', locale: 'en' });
    const { noticeId } = await makeNotice(user);
    expect(await deliverNotice(job(), noticeId)).toBe('sent');
    const mails = await messagesTo(sandbox(), 'test@example.com');
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject.toLowerCase()).toContain('reservation');
    expect(await read(noticeId)).toMatchObject({ status: 'sent', providerId: expect.any(String) });
  });

  test('spec: test_notification_integration — its facts are the reservation’s, in the player’s language and the club’s time', async () => {
    const user = await makeUser({ email: 'reservation@example.com', name: 'Ana Prueba' });
    const { reservation, noticeId } = await makeNotice(user);
    await deliverNotice(job(), noticeId);
    const [mail, ...others] = await messagesTo(sandbox(), 'reservation@example.com');
    expect(others).toEqual([]);
    expect(mail?.html).toContain('Ana Prueba');
    expect(mail?.html).toContain(`/es/reservations/${reservation.id}`);
    const [file] = mail?.attachments ?? [];
    expect(file?.filename).toBe('pista.ics');
    expect(file?.content_type).toBe('text/calendar; method=REQUEST; charset=utf-8');
    const { event, method, startsAt } = readCalendar(Buffer.from(file?.content ?? '', 'base64').toString());
    expect([method, event.uid, startsAt]).toEqual([
      'REQUEST',
      `${reservation.id}@pista`,
      reservation.startsAt,
    ]);
  });

  test('comes in the name of its club, which reads the answers, and is folded with no other', async () => {
    const [user, other] = [await makeUser(), await makeUser()];
    const club = await makeClub({ name: 'Club Pádel Norte', email: 'norte@pista.test' });
    const { id: courtId } = await makeCourt({ clubId: club.id });
    const written = await write(
      user,
      await makeReservation({ userId: user.id, courtId }),
      'reservation_confirmation',
    );
    await deliverNotice(job(), written);
    const from = '"Club Pádel Norte · Pista" <hola@pista.test>';
    expect(await messagesTo(sandbox(), user.email)).toMatchObject([
      { from, reply_to: ['norte@pista.test'], headers: { 'X-Entity-Ref-ID': written } },
    ]);
    await deliverNotice(job(), (await makeNotice(other)).noticeId);
    expect(await messagesTo(sandbox(), other.email)).toMatchObject([{ reply_to: [] }]);
  });

  test('stands in single lines that turn nothing around, whatever names are in the database', async () => {
    const name = 'Ana\r\nBcc: eva@evil.test\u202e</script>';
    const user = await makeUser({ name, phone: '+34600111333' });
    const club = await makeClub({ name: `Norte\r\nBcc: eva@evil.test\u202e`, city: 'Madrid\u2066' });
    const court = await makeCourt({ clubId: club.id, name: 'Pista\r\nBEGIN:VALARM' });
    const reservation = await makeReservation({ userId: user.id, courtId: court.id });
    await deliverNotice(job(), await write(user, reservation, 'reservation_confirmation'));
    const [mail] = await messagesTo(sandbox(), user.email);
    const calendar = Buffer.from(mail?.attachments[0]?.content ?? '', 'base64').toString();
    expect(mail?.subject).toContain('Norte Bcc: eva@evil.test');
    for (const text of [mail?.subject, mail?.text, mail?.html, calendar])
      expect(text).not.toMatch(/[\u202e\u2066]|^Bcc|^BEGIN:VALARM/m);
    expect(mail?.html).not.toContain('</script>');
  });

  test('goes out once, however often and however parallel its job runs', async () => {
    const user = await makeUser();
    const { noticeId } = await makeNotice(user);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => deliverNotice(job(), noticeId)));
    expect(outcomes.toSorted()).toEqual(['sent', ...Array.from({ length: 7 }, () => 'skipped')].toSorted());
    expect(await messagesTo(sandbox(), user.email)).toHaveLength(1);
  });

  test('keeps when it went out although the provider told of its delivery first', async () => {
    const { noticeId } = await makeNotice(await makeUser());
    await addFault(sandbox(), 'resend', { mode: 'delay', delay_ms: 4_000, times: 1 });
    const delivering = deliverNotice(job(), noticeId);
    await expect.poll(async () => (await read(noticeId))?.status).toBe('sending');
    await db().update(notices).set({ status: 'delivered' }).where(eq(notices.id, noticeId));
    await clearFaults(sandbox());
    await delivering;
    expect(await read(noticeId)).toMatchObject({
      status: 'delivered',
      providerId: expect.any(String),
      sentAt: expect.any(Date),
    });
  });

  test('is written once for the same reservation and mailbox', async () => {
    const user = await makeUser();
    const { reservation } = await makeNotice(user);
    await expect(write(user, reservation, 'reservation_confirmation')).rejects.toThrow('no notice');
    expect(await noticesAbout(reservation.id)).toHaveLength(1);
  });

  test('of a reservation that was cancelled meanwhile is not sent', async () => {
    const user = await makeUser();
    const { reservation, noticeId } = await makeNotice(user);
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, reservation.id));
    expect(await deliverNotice(job(), noticeId)).toBe('suppressed');
    expect(await messagesTo(sandbox(), user.email)).toEqual([]);
  });
});

describe('while the mail provider is away', () => {
  test('spec: test_notification_failure_recovery — the notice waits for its next attempt and the reservation stands', async () => {
    const user = await makeUser();
    const { reservation, noticeId } = await makeNotice(user);
    await addFault(sandbox(), 'resend', { mode: 'status', status: 500 });
    const error = await deliverNotice(job(), noticeId).catch((thrown: unknown) => thrown);
    expect(isAppError(error, 'service_unavailable')).toBe(true);

    const [queued, ...others] = await noticesAbout(reservation.id);
    expect(others).toEqual([]);
    expect(queued).toMatchObject({
      objectId: reservation.id,
      kind: 'reservation_confirmation',
      status: 'pending',
      retryCount: 1,
      lastError: expect.any(String),
    });
    expect(queued?.nextAttemptAt.getTime()).toBeGreaterThan(Date.now());
    const [standing] = await db().select().from(reservations).where(eq(reservations.id, reservation.id));
    expect(standing?.status).toBe('confirmed');
  });

  test('it is left alone until its next attempt is due, and then sent once', async () => {
    const user = await makeUser();
    const { noticeId } = await makeNotice(user);
    await addFault(sandbox(), 'resend', { mode: 'status', status: 500, times: 1 });
    await deliverNotice(job(), noticeId).catch(() => {});
    expect(await deliverNotice(job(), noticeId)).toBe('skipped');
    await comeDue(noticeId);
    expect(await deliverNotice(job(), noticeId)).toBe('sent');
    expect(await messagesTo(sandbox(), user.email)).toHaveLength(1);
  });

  test('an answer that is lost after the mail went out does not send a second', async () => {
    const user = await makeUser();
    const { noticeId } = await makeNotice(user);
    await addFault(sandbox(), 'resend', { mode: 'cut', times: 1 });
    await deliverNotice(job(), noticeId).catch(() => {});
    await comeDue(noticeId);
    expect(await deliverNotice(job(), noticeId)).toBe('sent');
    expect(await messagesTo(sandbox(), user.email)).toHaveLength(1);
  });

  test('a text whose answer is lost is never sent a second time: it waits for word of it, then for a call', async () => {
    const phone = '+34600500600';
    const user = await makeUser({ emailInvalidAt: new Date(), phone });
    const { reservation, noticeId } = await makeNotice(user);
    await addFault(sandbox(), 'twilio', { mode: 'cut', times: 1 });
    expect(await deliverNotice(job(), noticeId)).toBe('unknown');
    await comeDue(noticeId);
    expect(await deliverNotice(job(), noticeId)).toBe('skipped');
    expect(await messagesTo(sandbox(), phone)).toHaveLength(1);

    await db()
      .update(notices)
      .set({ claimedAt: new Date(Date.now() - 11 * MINUTE_MS) })
      .where(eq(notices.id, noticeId));
    await giveUpStaleTexts(job());
    expect(await noticesAbout(reservation.id)).toMatchObject([
      { channel: 'sms', status: 'failed' },
      { channel: 'call', status: 'pending' },
    ]);
  });

  test.each([
    { mode: 'status', status: 500 },
    { mode: 'status', status: 429 },
  ])('a text that Twilio did not take is sent later (%j)', async (fault) => {
    const phone = `+3460070${String(fault.status).padStart(4, '0')}`;
    const user = await makeUser({ emailInvalidAt: new Date(), phone });
    const { noticeId } = await makeNotice(user);
    await addFault(sandbox(), 'twilio', { ...fault, times: 1 });
    await expect(deliverNotice(job(), noticeId)).rejects.toMatchObject({ code: 'service_unavailable' });
    await comeDue(noticeId);
    expect(await deliverNotice(job(), noticeId)).toBe('sent');
    expect(await messagesTo(sandbox(), phone)).toHaveLength(1);
  });

  test('after twenty attempts somebody is told by another way', async () => {
    const user = await makeUser({ phone: '+34600100200' });
    const { reservation, noticeId } = await makeNotice(user);
    await db().update(notices).set({ retryCount: 19 }).where(eq(notices.id, noticeId));
    await addFault(sandbox(), 'resend', { mode: 'status', status: 500, times: 1 });
    await deliverNotice(job(), noticeId).catch(() => {});
    expect(await noticesAbout(reservation.id)).toMatchObject([
      { channel: 'email', status: 'failed' },
      { channel: 'sms', status: 'pending', recipient: '+34600100200' },
    ]);
  });
});

describe('somebody whose mailbox is dead', () => {
  test('gets a text message, and on the call list when that fails for good', async () => {
    const user = await makeUser({ emailInvalidAt: new Date(), phone: '+34600300400' });
    const { reservation, noticeId } = await makeNotice(user);
    await addFault(sandbox(), 'twilio', { mode: 'status', status: 400, times: 1 });
    expect(await deliverNotice(job(), noticeId)).toBe('failed');
    expect(await noticesAbout(reservation.id)).toMatchObject([
      { channel: 'sms', status: 'failed' },
      { channel: 'call', status: 'pending', recipient: '+34600300400' },
    ]);
  });

  test('of whom a reminder does not arrive is not texted and not called', async () => {
    const user = await makeUser({ phone: '+34600300500' });
    const { reservation, noticeId } = await makeNotice(user, 'reservation_reminder');
    await addFault(sandbox(), 'resend', { mode: 'status', status: 422, times: 1 });
    expect(await deliverNotice(job(), noticeId)).toBe('failed');
    expect(await noticesAbout(reservation.id)).toMatchObject([{ channel: 'email', status: 'failed' }]);
  });

  test('who erased the account is told nothing', async () => {
    const user = await makeUser();
    const { noticeId } = await makeNotice(user);
    await db().update(users).set({ erasedAt: new Date() }).where(eq(users.id, user.id));
    expect(await deliverNotice(job(), noticeId)).toBe('suppressed');
  });
});
