import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { notices } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { bookAndPay, bookAsPlayer, lapse } from '@/test/bookings';
import { readCalendar } from '@/test/calendar';
import { makeReservation, type User } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe', 'resend'], appUrl: () => api() });

const download = async (player: User, reservationId: string) =>
  fetch(`${api()}/api/v1/reservations/${reservationId}/calendar`, { headers: await keyHeaders(player) });

/** Sends the pending notices of a reservation and returns the calendar file of the newest mail. */
async function fileInMail(player: User, reservationId: string) {
  const pending = await db().select().from(notices).where(eq(notices.reservationId, reservationId));
  for (const { id, channel } of pending)
    if (channel === 'email') await deliverNotice(systemContext('test'), id);
  const [mail] = await messagesTo(sandbox(), player.email);
  const [file] = mail?.attachments ?? [];
  return { type: file?.content_type, ...readCalendar(Buffer.from(file?.content ?? '', 'base64').toString()) };
}

test('a game that is called off leaves the calendar it was put into, by mail and by download', async () => {
  const { player, ctx, reservationId } = await bookAndPay(sandbox());
  const invitation = await fileInMail(player, reservationId);
  expect([invitation.method, invitation.status]).toEqual(['REQUEST', 'CONFIRMED']);
  const live = await download(player, reservationId);
  expect(live.headers.get('content-type')).toBe('text/calendar; method=PUBLISH; charset=utf-8');
  const published = readCalendar(await live.text());
  expect([published.method, published.status]).toEqual(['PUBLISH', 'CONFIRMED']);
  expect(published.component.getAllProperties('attendee')).toEqual([]);

  await cancelReservation(ctx, { reservationId });
  const cancellation = await fileInMail(player, reservationId);
  expect(cancellation.type).toBe('text/calendar; method=CANCEL; charset=utf-8');
  const calledOff = readCalendar(await (await download(player, reservationId)).text());
  for (const { method, status, event } of [cancellation, calledOff]) {
    expect([method, status, event.uid]).toEqual(['CANCEL', 'CANCELLED', invitation.event.uid]);
    expect(event.sequence).toBeGreaterThan(invitation.event.sequence);
  }
});

test('what never was more than held has no event', async () => {
  const { player, reservationId } = await bookAsPlayer();
  expect((await download(player, reservationId)).status).toBe(404);
  await lapse(reservationId);
  expect((await download(player, reservationId)).status).toBe(404);
  for (const status of ['payment_pending', 'expired', 'cancelled'] as const) {
    const { id } = await makeReservation({ userId: player.id, status, confirmedAt: null });
    expect([status, (await download(player, id)).status]).toEqual([status, 404]);
  }
});
