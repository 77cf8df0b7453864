import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { notices } from '@/db/schema';
import { staffOf } from '@/test/at-desk';
import { makeClub, makeCourt, makeCustomer, makeDue, makeReservation, makeUser } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { DAY_MS, HOUR_MS } from '@/lib/core/time';
import { sendPaymentLink } from './send-payment-link';
import { sendPaymentLinks } from './send-payment-links';

useSandbox({ providers: ['resend', 'twilio', 'inngest'] });

/** Four people owe: one by mail, one by number alone, one with neither, and one who owes twice for one booking. */
async function owing() {
  const club = await makeClub();
  const { id: courtId } = await makeCourt({ clubId: club.id });
  let hour = 0;
  const book = (who: { userId: string } | { customerId: string }) => {
    hour += 2;
    const startsAt = new Date(Date.now() + DAY_MS + hour * HOUR_MS);
    return makeReservation({ clubId: club.id, courtId, userId: null, startsAt, ...who });
  };
  const byMail = await makeDue(await book({ userId: (await makeUser()).id }));
  const number = await makeCustomer(club.id, { email: null, phone: '+34600111222' });
  const bySms = await makeDue(await book({ customerId: number.id }));
  const nobody = await makeCustomer(club.id, { email: null, phone: null });
  const byNoWay = await makeDue(await book({ customerId: nobody.id }));
  const twice = await book({ userId: (await makeUser()).id });
  const first = await makeDue(twice, { amountMinor: 2000 });
  await makeDue(twice, { amountMinor: 2500, cause: 'extra' });
  return { club, desk: await staffOf(club.id), byMail, bySms, byNoWay, first };
}
const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id);
const written = (clubId: number) =>
  db()
    .select()
    .from(notices)
    .where(and(eq(notices.clubId, clubId), eq(notices.kind, 'payment_due')));

describe('the links for all who owe', () => {
  test('go by mail, else by text message, one for each booking, and name who has neither', async () => {
    const { club, desk, byMail, bySms, byNoWay, first } = await owing();
    const sent = await sendPaymentLinks(desk, String(club.id));
    expect(idsOf(sent.email).toSorted()).toEqual([byMail.id, first.id].toSorted());
    expect(sent.email.map(({ amountMinor }) => amountMinor)).toEqual([4500, 4500]);
    expect(idsOf(sent.sms)).toEqual([bySms.id]);
    expect(idsOf(sent.unreachable)).toEqual([byNoWay.id]);
    expect((await written(club.id)).map(({ channel }) => channel).toSorted()).toEqual([
      'email',
      'email',
      'sms',
    ]);
  });

  test('tell the same in a preview, which writes nothing', async () => {
    const { club, desk, byNoWay } = await owing();
    const seen = await sendPaymentLinks({ ...desk, preview: true }, String(club.id));
    expect([seen.email.length, seen.sms.length, idsOf(seen.unreachable)]).toEqual([2, 1, [byNoWay.id]]);
    expect(await written(club.id)).toEqual([]);
  });

  test('go to the takers of chosen bookings alone, and not to those of another club', async () => {
    const { club, desk, byMail, bySms } = await owing();
    const other = await owing();
    const ids = [bySms.reservationId, other.byMail.reservationId];
    const sent = await sendPaymentLinks(desk, String(club.id), { ids });
    expect([sent.email, idsOf(sent.sms), sent.unreachable]).toEqual([[], [bySms.id], []]);
    expect(await written(club.id)).toHaveLength(1);
    expect(await written(other.club.id)).toEqual([]);
    const more = { ids: [bySms.reservationId, byMail.reservationId] };
    const again = await sendPaymentLinks(desk, String(club.id), more);
    expect([idsOf(again.email), again.sms, idsOf(again.lately)]).toEqual([[byMail.id], [], [bySms.id]]);
  });

  test('leave out whoever was asked within a day, and ask again after it', async () => {
    const { club, desk, byMail } = await owing();
    await sendPaymentLink(desk, byMail.id, { channel: 'email' });
    const sent = await sendPaymentLinks(desk, String(club.id));
    expect(idsOf(sent.lately)).toEqual([byMail.id]);
    const later = { ...desk, now: new Date(Date.now() + DAY_MS + 60_000) };
    expect((await sendPaymentLinks(later, String(club.id))).email).toHaveLength(2);
  });

  test('go once when two desks send them at the same moment', async () => {
    const { club, desk } = await owing();
    const colleague = await staffOf(club.id);
    await Promise.all([desk, colleague].map((who) => sendPaymentLinks(who, String(club.id))));
    expect(await written(club.id)).toHaveLength(3);
  });

  test('are not for another club, and not for its accountant', async () => {
    const { club } = await owing();
    const elsewhere = await staffOf((await makeClub()).id);
    await expect(sendPaymentLinks(elsewhere, String(club.id))).rejects.toMatchObject({ code: 'not_found' });
    const books = await staffOf(club.id, 'accountant');
    await expect(sendPaymentLinks(books, String(club.id))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
