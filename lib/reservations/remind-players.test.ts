import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { notices, participants } from '@/db/schema';
import { makeClub, makeCourt, makeCustomer, makeReservation, makeUser } from '@/test/factories';
import { remindPlayers } from './remind-players';

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const longAgo = inHours(-72);

const remindersOf = (reservationId: string) =>
  db().select().from(notices).where(eq(notices.reservationId, reservationId));

test('a game of tomorrow is brought to mind once, by the ways its player chose', async () => {
  const player = await makeUser({
    phone: '+34600111222',
    noticeChoices: { reminderEmail: true, reminderSms: true },
  });
  const game = await makeReservation({ userId: player.id, startsAt: inHours(20), createdAt: longAgo });
  await remindPlayers();
  await remindPlayers();
  const written = await remindersOf(game.id);
  expect(written.map((row) => [row.kind, row.channel, row.recipient]).sort()).toEqual([
    ['reservation_reminder', 'email', player.email],
    ['reservation_reminder', 'sms', '+34600111222'],
  ]);
});

test.each([
  ['is further away than a day', { startsAt: inHours(30), createdAt: longAgo }],
  ['was booked on the same day', { startsAt: inHours(20), createdAt: inHours(-1) }],
  ['was cancelled', { startsAt: inHours(20), createdAt: longAgo, status: 'cancelled' as const }],
])('a game that %s is not', async (_title, overrides) => {
  const game = await makeReservation(overrides);
  await remindPlayers();
  expect(await remindersOf(game.id)).toHaveLength(0);
});

test('nor is one whose player wants no reminders', async () => {
  const player = await makeUser({
    noticeChoices: { reminderEmail: false, reminderSms: false },
  });
  const game = await makeReservation({ userId: player.id, startsAt: inHours(20), createdAt: longAgo });
  await remindPlayers();
  expect(await remindersOf(game.id)).toHaveLength(0);
});

test('every player who said that they come is reminded who can be, and the same person once', async () => {
  const [booker, companion] = [await makeUser(), await makeUser()];
  const game = await makeReservation({ userId: booker.id, startsAt: inHours(20), createdAt: longAgo });
  const seat = { reservationId: game.id };
  const acceptedAt = new Date();
  await db()
    .insert(participants)
    .values([
      { ...seat, position: 0, name: 'Eva', email: 'eva-reminded@example.com', acceptedAt },
      { ...seat, position: 1, name: 'Luis', userId: companion.id, acceptedAt },
      { ...seat, position: 2, name: 'Sin correo', acceptedAt },
      { ...seat, position: 3, name: 'Yo', userId: booker.id, acceptedAt },
      { ...seat, position: 4, name: 'Sin respuesta', email: 'silent@example.com' },
    ]);
  await remindPlayers();
  await remindPlayers();
  const told = (await remindersOf(game.id)).map((row) => [row.participantPosition, row.recipient]);
  expect(told.sort()).toEqual(
    [
      [null, booker.email],
      [0, 'eva-reminded@example.com'],
      [1, companion.email],
    ].sort(),
  );
});

test('a customer without an account is written to by mail, and one without a mailbox is not', async () => {
  const { id: clubId } = await makeClub({ country: 'GB', timeZone: 'Europe/London', city: 'London' });
  const book = async (contact: Parameters<typeof makeCustomer>[1]) => {
    const [court, customer] = [await makeCourt({ clubId }), await makeCustomer(clubId, contact)];
    const of = { courtId: court.id, clubId, userId: null, customerId: customer.id };
    return { customer, game: await makeReservation({ ...of, startsAt: inHours(20), createdAt: longAgo }) };
  };
  const reached = await book({ email: 'lucia-reminded@example.com', phone: '+34600111223' });
  const mute = await book({ phone: '+34600111224' });
  await remindPlayers();
  await remindPlayers();
  expect(await remindersOf(reached.game.id)).toMatchObject([
    {
      channel: 'email',
      recipient: 'lucia-reminded@example.com',
      customerId: reached.customer.id,
      locale: 'en',
    },
  ]);
  expect(await remindersOf(mute.game.id)).toEqual([]);
});
