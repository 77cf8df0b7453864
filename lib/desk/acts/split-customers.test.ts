import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, audit, customers, participants, reservations } from '@/db/schema';
import { changeCustomer } from '@/lib/desk/save-customer';
import { mergeCustomers } from '@/lib/desk/merge-customers';
import { staffOf } from '@/test/at-desk';
import { makeClub, makeCourt, makeCustomer, makeReservation, makeUser } from '@/test/factories';
import { undoAct } from './undo-act';

/** A club with two rows of one person: the older has mail, note and block, the newer a number, each two bookings. */
async function makePeople(accountOf: 'nobody' | 'old' | 'kept' = 'nobody') {
  const club = await makeClub();
  const manager = await staffOf(club.id, 'manager');
  const userId = (await makeUser()).id;
  const old = await makeCustomer(club.id, {
    name: 'Ana Ruiz',
    email: `${club.slug}@pista.test`,
    note: 'Zurda',
    blockedAt: new Date('2026-03-01T09:00:00Z'),
    blockReason: 'No vino',
    ...(accountOf === 'old' && { userId }),
  });
  const kept = await makeCustomer(club.id, {
    name: 'Ana R.',
    phone: '+34600111222',
    ...(accountOf === 'kept' && { userId }),
  });
  await makeCustomer(club.id, { name: 'Anita', mergedInto: old.id });
  for (const { id, userId: account } of [old, kept]) {
    const who = account === null ? { userId: null, customerId: id } : { userId: account };
    const { id: reservationId } = await book(club.id, who);
    await book(club.id, who);
    const seat = account === null ? { customerId: id } : { userId: account };
    await db()
      .insert(participants)
      .values({ reservationId, position: 0, name: 'Ana', ...seat });
  }
  return { club, manager, old, kept };
}
type People = Awaited<ReturnType<typeof makePeople>>;

const book = async (clubId: number, who: Parameters<typeof makeReservation>[0]) =>
  makeReservation({ clubId, courtId: (await makeCourt({ clubId })).id, ...who });

/** The people of a club with their bookings and places in games, but for how often they were written. */
async function stateOf({ club }: Pick<People, 'club'>) {
  const people = await db()
    .select()
    .from(customers)
    .where(eq(customers.clubId, club.id))
    .orderBy(asc(customers.id));
  const { id, userId, customerId } = reservations;
  const bookings = await db()
    .select({ id, userId, customerId })
    .from(reservations)
    .where(eq(reservations.clubId, club.id))
    .orderBy(asc(id));
  const seats = await db()
    .select({ seat: participants })
    .from(participants)
    .innerJoin(reservations, eq(reservations.id, participants.reservationId))
    .where(eq(reservations.clubId, club.id))
    .orderBy(asc(participants.reservationId));
  return { people: people.map(({ revision: _, updatedAt: __, ...row }) => row), bookings, seats };
}

const merge = ({ manager, old, kept }: People) => mergeCustomers(manager, old.id, { into: kept.id });

describe.each(['nobody', 'old', 'kept'] as const)('a merge in which the account is of %s', (accountOf) => {
  test('is split again: rows, account, bookings and places are where they were', async () => {
    const people = await makePeople(accountOf);
    const was = await stateOf(people);
    const { act } = await merge(people);
    expect(await stateOf(people)).not.toEqual(was);
    await undoAct(people.manager, act.id);
    expect(await stateOf(people)).toEqual(was);
    const history = await db().select().from(audit).where(eq(audit.entityId, people.old.id));
    expect(history.at(-1)).toMatchObject({ toState: 'split', detail: { undo_of: act.id } });
    await expect(undoAct(people.manager, act.id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

test('what is kept for the split holds no words of the person', async () => {
  const people = await makePeople();
  const { act } = await merge(people);
  const [row] = await db().select().from(acts).where(eq(acts.id, act.id));
  expect(JSON.stringify(row)).not.toMatch(/Ana|Zurda|pista\.test|No vino|600111222/);
});

test('a split is of the same day, by a manager of the club', async () => {
  const people = await makePeople();
  const { act } = await merge(people);
  const left = act.undoUntil.getTime() - Date.now();
  expect(Math.abs(left - 24 * 3_600_000)).toBeLessThan(60_000);
  const now = await stateOf(people);
  for (const [who, code] of [
    [await staffOf(people.club.id), 'forbidden'],
    [await staffOf((await makeClub()).id, 'owner'), 'not_found'],
  ] as const)
    await expect(undoAct(who, act.id)).rejects.toMatchObject({ code });
  await db()
    .update(acts)
    .set({ undoUntil: new Date(Date.now() - 1) })
    .where(eq(acts.id, act.id));
  await expect(undoAct(people.manager, act.id)).rejects.toMatchObject({ code: 'conflict' });
  expect(await stateOf(people)).toEqual(now);
});

test('they stay one when somebody changed the survivor since', async () => {
  const people = await makePeople();
  const { act, revision } = await merge(people);
  await changeCustomer(people.manager, people.kept.id, { revision, note: 'Diestra' });
  const now = await stateOf(people);
  await expect(undoAct(people.manager, act.id)).rejects.toMatchObject({ code: 'conflict' });
  expect(await stateOf(people)).toEqual(now);
});

test('what was booked since stays with the survivor, and a booking that went to somebody else stays there', async () => {
  const people = await makePeople();
  const [first] = (await stateOf(people)).bookings.filter(({ customerId }) => customerId === people.old.id);
  const { act } = await merge(people);
  const since = await book(people.club.id, { userId: null, customerId: people.kept.id });
  const other = await makeCustomer(people.club.id, { name: 'Luis Mora' });
  await db()
    .update(reservations)
    .set({ customerId: other.id })
    .where(eq(reservations.id, first?.id ?? ''));
  await undoAct(people.manager, act.id);
  const bookings = new Map((await stateOf(people)).bookings.map((row) => [row.id, row.customerId]));
  expect(bookings.get(since.id)).toBe(people.kept.id);
  expect(bookings.get(first?.id ?? '')).toBe(other.id);
});

test('they stay one when somebody else has the address that one of them had', async () => {
  const { club, manager, old } = await makePeople();
  const kept = await makeCustomer(club.id, { name: 'Ana Ruiz', email: `otra-${club.slug}@pista.test` });
  const { act } = await mergeCustomers(manager, old.id, { into: kept.id });
  await makeCustomer(club.id, { name: 'Ana', email: old.email });
  const now = await stateOf({ club });
  await expect(undoAct(manager, act.id)).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'address_taken' },
  });
  expect(await stateOf({ club })).toEqual(now);
});
