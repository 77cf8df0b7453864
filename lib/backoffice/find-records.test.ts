import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { searchDocuments } from '@/db/schema';
import { foldText } from '@/lib/core/input/fold-text';
import { makeClub, makePayment, makeReservation, makeUser, personContext, type User } from '@/test/factories';
import { findRecords } from './find-records';

let operator: User;
const find = (q: string) => findRecords(personContext(operator), { q });
const NOTHING = { people: [], bookings: [], clubs: [] };

beforeAll(async () => {
  operator = await makeUser({ operatorSince: new Date() });
});

test('nobody but an operator finds anything', async () => {
  const player = await makeUser({ name: 'Irati Zubeldia' });
  const asked = findRecords(personContext(player), { q: 'zubeldia' });
  await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
});

test.each(['', '000', 'ab', 'ab cd', '%%%', '___', '…'])(
  'three letters in a row are needed: “%s” finds nothing',
  async (q) => {
    expect(await find(q)).toEqual(NOTHING);
  },
);

describe('a person is found', () => {
  let person: User;
  beforeAll(async () => {
    const id = crypto.randomUUID().slice(0, 8);
    person = await makeUser({
      name: 'Begoña Ångström-O’Shea',
      email: `b.angstrom+${id}@example.test`,
      phone: '+442079460958',
    });
  });

  test.each([
    'Begoña',
    'begona',
    'ANGSTROM',
    "o'shea bego",
    'b.angstrom+',
    '+442079460958',
    '+44 (0)20 7946 0958',
    '020 7946 0958',
    '7946-0958',
    '46 09 58',
  ])('by “%s”', async (q) => {
    expect((await find(q)).people).toMatchObject([{ id: person.id, name: person.name, email: person.email }]);
  });

  test('only by all of the words, and never once erased', async () => {
    expect((await find('begoña otero')).people).toEqual([]);
    expect((await find('bego_a')).people).toEqual([]);
    await makeUser({ name: 'Gone Forever', erasedAt: new Date() });
    expect((await find('gone forever')).people).toEqual([]);
  });
});

describe('a booking is found', () => {
  test.each([
    ['its whole id', (id: string) => id],
    ['its id in capitals', (id: string) => id.toUpperCase()],
    ['the beginning of its id', (id: string) => id.slice(0, 21)],
    ['the end of its id', (id: string) => id.slice(-8)],
    ['its id as the pages shorten it', (id: string) => `${id.slice(0, 8)}…${id.slice(-6)}`],
  ])('by %s', async (_title, partOf) => {
    const { id } = await makeReservation();
    expect((await find(partOf(id))).bookings.map((booking) => booking.id)).toContain(id);
  });

  test('not by an end of another’s id', async () => {
    const [one, other] = [await makeReservation(), await makeReservation()];
    expect((await find(`${one.id.slice(0, 23)}…${other.id.slice(-8)}`)).bookings).toEqual([]);
  });

  test('by its payment at Stripe and by the mail of a guest', async () => {
    const reservation = await makeReservation({ guest: { name: 'Guest', email: 'Guest.Of@Example.test' } });
    const { paymentIntentId } = await makePayment(reservation);
    for (const q of [paymentIntentId ?? '', 'guest.of@example.test']) {
      expect((await find(q)).bookings).toMatchObject([
        { id: reservation.id, startsAt: reservation.startsAt },
      ]);
    }
  });
});

test('a club is found by its name', async () => {
  const club = await makeClub({ name: 'Pádel Ñuñoa' });
  const { id: objectId, slug, name, city } = club;
  await db()
    .insert(searchDocuments)
    .values({
      type: 'club',
      objectId,
      clubId: objectId,
      slug,
      name,
      city,
      words: foldText(`${name} ${city}`),
    });
  expect((await find('nunoa')).clubs).toEqual([{ slug, name, city }]);
});

test('the database folds names as the code does', async () => {
  const letters = [..."abcÁÉÍÓÚÜÑñçÇÅåØøÆæŒœßĐđŁłÞþŽžŐő -'’´ﬁ"];
  const name = fc.string({ unit: fc.constantFrom(...letters), maxLength: 20 });
  const names = fc.sample(name, 300);
  const rows = await sql()`select fold_text(value) as folded from unnest(${names}::text[]) as value`;
  const single = (text: string) => text.replace(/\s+/g, ' ').trim();
  expect(rows.map((row) => single(String(row.folded)))).toEqual(names.map(foldText));
});

test('no search reads all rows', async () => {
  const plan = await sql().begin(async (tx) => {
    await tx`set local enable_seqscan = off`;
    return [
      ...(await tx`explain select id from users
        where fold_text(coalesce(name, '')) || ' ' || email || ' ' || coalesce(phone, '') like '%ana%'`),
      ...(await tx`explain select id from reservations where reverse(id::text) collate "C" between 'a19' and 'a19g'`),
    ].map((row) => String(row['QUERY PLAN']));
  });
  expect(plan.join('\n')).toContain('users_words_idx');
  expect(plan.join('\n')).toContain('reservations_id_end_idx');
});
