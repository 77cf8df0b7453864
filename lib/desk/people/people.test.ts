import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { customers } from '@/db/schema';
import { getCustomer } from '@/lib/desk/get-customer';
import {
  type Club,
  makeClub,
  makeCourt,
  makeCustomer,
  makeDue,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { listAlike } from './list-alike';
import { listPersonBookings } from './list-person-bookings';
import { previewMerge } from './preview-merge';
import { readFigures } from './read-figures';

const now = new Date();
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

async function clubWithManager() {
  const club = await makeClub();
  const manager = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'manager' }] });
  return { club, manager };
}

/** Somebody with an account and bookings at this club. */
async function regular(club: Club) {
  const court = await makeCourt({ clubId: club.id, name: 'Pista 7' });
  const user = await makeUser({ name: 'Rita Regular', emailInvalidAt: now });
  const [row] = await db().insert(customers).values({ clubId: club.id, userId: user.id }).returning();
  const at = (hours: number, more: Parameters<typeof makeReservation>[0] = {}) =>
    makeReservation({
      courtId: court.id,
      clubId: club.id,
      userId: user.id,
      startsAt: inHours(hours),
      endsAt: inHours(hours + 1),
      ...more,
    });
  return { id: row?.id ?? '', user, at };
}

describe('the figures of a person', () => {
  test('count their games, no-shows and debts at this club alone', async () => {
    const { club } = await clubWithManager();
    const { id, user, at } = await regular(club);
    await at(-24, { status: 'completed' });
    await at(-48, { status: 'no_show' });
    await at(-72, { status: 'cancelled' });
    await at(-24 * 100, { status: 'completed' });
    const owed = await at(24, { status: 'confirmed' });
    await makeDue(owed, { amountMinor: 4500 });
    await makeReservation({
      userId: user.id,
      startsAt: inHours(-30),
      endsAt: inHours(-29),
      status: 'completed',
    });
    const nobody = await makeCustomer(club.id);
    const figures = await readFigures([{ id }, nobody], now);
    expect(figures.get(id)).toEqual({
      games: 1,
      noShows: 1,
      bookings: 4,
      lastPlayedAt: inHours(-24).getTime(),
      owedMinor: 4500,
      mailFails: true,
    });
    expect(figures.get(nobody.id)).toMatchObject({
      games: 0,
      lastPlayedAt: null,
      owedMinor: 0,
      mailFails: false,
    });
  });
});

describe('the bookings of a person', () => {
  test('are those ahead, next first, and those before, last first, without holds that ran out', async () => {
    const { club } = await clubWithManager();
    const { id, at } = await regular(club);
    const [later, next, running] = [
      await at(48, { status: 'confirmed' }),
      await at(24, { status: 'confirmed' }),
      await at(-0.5, { status: 'confirmed' }),
    ];
    const [given, old] = [await at(72, { status: 'cancelled' }), await at(-24, { status: 'completed' })];
    await at(96, { status: 'expired' });
    const { ahead, past } = await listPersonBookings({ id }, now);
    expect(ahead.map((booking) => booking.id)).toEqual([running.id, next.id, later.id]);
    expect(past.map((booking) => booking.id)).toEqual([given.id, old.id]);
    expect(ahead[0]).toMatchObject({ courtName: 'Pista 7', startsAt: inHours(-0.5).getTime(), owedMinor: 0 });
  });

  test('are those of somebody without an account too', async () => {
    const { club } = await clubWithManager();
    const { id } = await makeCustomer(club.id);
    const booked = await makeReservation({ userId: null, customerId: id, clubId: club.id });
    const { ahead } = await listPersonBookings({ id }, now);
    expect(ahead.map((booking) => booking.id)).toEqual([booked.id]);
  });
});

describe('people who may be one', () => {
  test('have the same number or mail at the same club', async () => {
    const { club, manager } = await clubWithManager();
    const [phone, email] = ['+34611222333', 'una@example.com'];
    const { id } = await makeCustomer(club.id, { name: 'Una', phone, email });
    const twin = await makeCustomer(club.id, { name: 'Dos', phone });
    await makeCustomer((await makeClub()).id, { name: 'Fuera', phone, email });
    await makeCustomer(club.id, { name: 'Erased', phone, erasedAt: now });
    const alike = await listAlike(await getCustomer(manager, id));
    expect(alike.map((other) => other.id)).toEqual([twin.id]);
    expect(await listAlike(await getCustomer(manager, (await makeCustomer(club.id)).id))).toEqual([]);
  });
});

describe('a merge that is only looked at', () => {
  test('shows what would be left and what would move, and changes nothing', async () => {
    const { club, manager } = await clubWithManager();
    const goes = await makeCustomer(club.id, { name: 'A. Pérez', email: 'ana@example.com' });
    const stays = await makeCustomer(club.id, { name: 'Ana Pérez' });
    await makeReservation({ userId: null, customerId: goes.id, clubId: club.id });
    const merged = await getCustomer(manager, goes.id);
    expect(await previewMerge(manager, merged, stays.id)).toMatchObject({
      kind: 'fits',
      after: { id: stays.id, name: 'Ana Pérez', email: 'ana@example.com' },
      bookings: 1,
    });
    expect(await getCustomer(manager, goes.id)).toMatchObject({ id: goes.id, name: 'A. Pérez' });
  });

  test('says why it is refused', async () => {
    const { club, manager } = await clubWithManager();
    const [one, other] = [await regular(club), await regular(club)];
    const merged = await getCustomer(manager, one.id);
    const foreign = await makeCustomer((await makeClub()).id);
    for (const [into, kind] of [
      [other.id, 'accounts'],
      [one.id, 'same'],
      [foreign.id, 'nobody'],
      ['no id', 'nobody'],
    ] as const)
      expect(await previewMerge(manager, merged, into)).toEqual({ kind });
  });
});
