import { expect, test } from 'vitest';
import { db } from '@/db';
import { notices, refunds } from '@/db/schema';
import type { StaffRole } from '@/lib/core/context';
import { makeClub, makeCourt, makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { whatWaits } from './what-waits';

async function makeDesk() {
  const { id: clubId } = await makeClub();
  const staff = await makeUser();
  const as = (role: StaffRole) => personContext(staff, { staff: [{ clubId, role }] });
  const book = async (hours = 48) => {
    const [court, player] = [await makeCourt({ clubId }), await makeUser()];
    const startsAt = new Date(Date.now() + hours * 3_600_000);
    const endsAt = new Date(startsAt.getTime() + 3_600_000);
    return makeReservation({ clubId, courtId: court.id, userId: player.id, startsAt, endsAt });
  };
  const tell = async (
    { id, userId }: Awaited<ReturnType<typeof book>>,
    state: Partial<typeof notices.$inferInsert>,
  ) => {
    const about = { kind: 'reservation_confirmation', objectId: id, reservationId: id } as const;
    const to = { channel: 'email', recipient: `${id}@example.com`, locale: 'es' } as const;
    await db()
      .insert(notices)
      .values({ ...about, ...to, clubId, userId, ...state });
  };
  return { clubId, as, book, tell };
}

test('what waits for a club is counted: calls, games ahead that nobody heard of, and failed refunds', async () => {
  const { clubId, as, book, tell } = await makeDesk();
  await tell(await book(), { channel: 'call', status: 'pending' });
  await tell(await book(), { status: 'bounced' });
  const { id: paymentId } = await makePayment(await book());
  const back = { paymentId, amountMinor: 100, currency: 'EUR', cause: 'staff', requestedBy: 'x' } as const;
  await db()
    .insert(refunds)
    .values({ ...back, status: 'failed' });
  expect(await whatWaits(as('manager'), String(clubId))).toEqual({ calls: 1, unreached: 1, refunds: 1 });
  expect(await whatWaits(as('desk'), String(clubId))).toMatchObject({ refunds: 0 });
});

test('a message that arrived another way, or is about a game that is over, does not wait', async () => {
  const { clubId, as, book, tell } = await makeDesk();
  const texted = await book();
  await tell(texted, { status: 'bounced' });
  await tell(texted, { channel: 'sms', recipient: '+34600111222', status: 'sent' });
  await tell(await book(-48), { status: 'failed' });
  const other = await makeDesk();
  await other.tell(await other.book(), { status: 'bounced' });
  expect(await whatWaits(as('owner'), String(clubId))).toEqual({ calls: 0, unreached: 0, refunds: 0 });
});

test('of two messages of a kind the one that arrived does not speak for the one that was lost', async () => {
  const { clubId, as, book, tell } = await makeDesk();
  const moved = await book();
  const move = (revision: number) =>
    ({ kind: 'reservation_moved', objectId: `${moved.id}:${revision}` }) as const;
  await tell(moved, { ...move(1), status: 'delivered' });
  await tell(moved, { ...move(2), status: 'bounced' });
  expect(await whatWaits(as('owner'), String(clubId))).toMatchObject({ unreached: 1 });
});

test('is for those who may see the messages of the club', async () => {
  const { clubId, as } = await makeDesk();
  await expect(whatWaits(as('accountant'), String(clubId))).rejects.toMatchObject({ code: 'forbidden' });
  const stranger = personContext(await makeUser());
  await expect(whatWaits(stranger, String(clubId))).rejects.toMatchObject({ code: 'not_found' });
});
