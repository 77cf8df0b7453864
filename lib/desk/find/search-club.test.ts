import { expect, test } from 'vitest';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { searchClub } from './search-club';

async function makeDesk() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id, name: 'Pista Élite' });
  const ctx = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  return { club, court, find: (q: string) => searchClub(ctx, club.slug, { q }) };
}

test('a person is found by name, with their next bookings', async () => {
  const { club, court, find } = await makeDesk();
  const person = await makeCustomer(club.id, { name: 'Beatriz León' });
  const next = await makeReservation({ courtId: court.id, userId: null, customerId: person.id });
  await makeReservation({
    courtId: court.id,
    userId: null,
    customerId: person.id,
    startsAt: new Date(Date.now() - 86_400_000),
  });
  await makeReservation({ courtId: court.id });
  const { people, bookings, courts } = await find('beatriz leon');
  expect(people).toMatchObject([{ id: person.id }]);
  expect(bookings).toMatchObject([
    { id: next.id, customerName: 'Beatriz León', court: 'Pista Élite', startsAt: next.startsAt.getTime() },
  ]);
  expect(courts).toEqual([]);
});

test('a booking is found by the code that its player shows, and by its title', async () => {
  const { court, find } = await makeDesk();
  const booking = await makeReservation({ courtId: court.id, title: 'Liga Órbita' });
  for (const q of [booking.id.slice(-8).toUpperCase(), booking.id.slice(-6), booking.id, 'orbita'])
    expect((await find(q)).bookings).toMatchObject([{ id: booking.id }]);
});

test('a court is found by a part of its name', async () => {
  const { court, find } = await makeDesk();
  expect((await find('elite')).courts).toMatchObject([{ id: court.id }]);
});

test('nothing of another club is found, and no words find nothing', async () => {
  const [here, elsewhere] = [await makeDesk(), await makeDesk()];
  const booking = await makeReservation({ courtId: elsewhere.court.id, title: 'Torneo' });
  const empty = { people: [], bookings: [], courts: [], date: null };
  expect(await here.find(booking.id.slice(-8))).toMatchObject(empty);
  expect(await here.find('torneo')).toMatchObject(empty);
  expect(await here.find('')).toMatchObject(empty);
});
