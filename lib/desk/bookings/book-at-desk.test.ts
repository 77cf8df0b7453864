import { and, eq, inArray } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import {
  acts,
  audit,
  customers,
  dues,
  notices,
  participants,
  priceRules,
  reservations,
  tillEntries,
} from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import type { Context, StaffRole } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { addDays, firstInstantOf, HOUR_MS, localDateOf } from '@/lib/core/time';
import { listViolations } from '@/lib/integrity/check-consistency';
import { COURT_WITHOUT_MONEY } from '@/lib/integrity/money-checks';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeReservation,
  makeTillShift,
  makeUser,
  personContext,
} from '@/test/factories';
import { mergeCustomers } from '@/lib/desk/merge-customers';
import { holdSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import { forgetBookings } from '@/test/forget-bookings';
import { withoutLocks } from '@/test/without-locks';
import { bookAtDesk } from './book-at-desk';
import { type BookAtDesk, bookAtDeskSchema } from './read-wish';

const ZONE = 'Europe/Madrid';
const TODAY = localDateOf(Date.now(), ZONE);
const DATE = addDays(TODAY, 3);
const at = (minute: number) => new Date(firstInstantOf(DATE, minute, ZONE));

type Club = Awaited<ReturnType<typeof makeClub>>;

const staffOf = async ({ id: clubId }: Club, role: StaffRole = 'desk', more: Partial<Context> = {}) => ({
  ...personContext(await makeUser(), { staff: [{ clubId, role }] }),
  ...more,
});

async function makeDesk(overrides: Parameters<typeof makeClub>[0] = {}) {
  const club = await makeClub(overrides);
  const court = await makeCourt({ clubId: club.id });
  const desk = await staffOf(club);
  const manager = await staffOf(club, 'manager');
  const book = (wish: Partial<BookAtDesk> = {}, ctx: Context = desk) =>
    bookAtDesk(ctx, club.slug, {
      ...bookAtDeskSchema.parse({
        courtIds: [court.id],
        date: DATE,
        startTime: '10:00',
        durationMinutes: 90,
        kind: 'walk_in',
      }),
      ...wish,
    });
  return { club, court, desk, manager, book };
}

const rowsOf = (ids: readonly string[]) =>
  db()
    .select()
    .from(reservations)
    .where(inArray(reservations.id, [...ids]))
    .orderBy(reservations.courtId);
const idsOf = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id);
const countOf = (clubId: number) => db().$count(reservations, eq(reservations.clubId, clubId));

afterEach(async () => {
  expect(await listViolations([COURT_WITHOUT_MONEY])).toEqual([]);
});

describe('booking at the desk', () => {
  test('confirms the court, owes its price until the game and says who did it', async () => {
    const { club, court, desk, book } = await makeDesk();
    const customer = await makeCustomer(club.id, { name: 'Ana Ruiz', phone: '+34611000111' });
    const booked = await book({ kind: 'booking', customerId: customer.id, note: 'Trae palas' });
    expect(booked.items).toMatchObject([
      {
        courtId: court.id,
        kind: 'booking',
        status: 'confirmed',
        startsAt: at(600).getTime(),
        endsAt: at(690).getTime(),
        customerId: customer.id,
        customerName: 'Ana Ruiz',
        customerPhone: '+34611000111',
        priceMinor: 4500,
        paidMinor: 0,
        owedMinor: 4500,
        note: 'Trae palas',
      },
    ]);
    const [id = ''] = idsOf(booked);
    expect(await rowsOf([id])).toMatchObject([
      { channel: 'phone', listPriceMinor: 4500, priceReason: null, groupId: null, userId: null },
    ]);
    expect(await db().select().from(dues).where(eq(dues.reservationId, id))).toMatchObject([
      { amountMinor: 4500, cause: 'desk', dueBy: at(600), settledAt: null },
    ]);
    const staff = desk.actor.kind === 'person' ? `staff:${desk.actor.userId}` : '';
    expect(await db().select().from(audit).where(eq(audit.entityId, id))).toMatchObject([
      { actor: staff, fromState: null, toState: 'confirmed', detail: { kind: 'booking' } },
    ]);
  });

  test('of somebody with an account is theirs, and they are told unless the desk says no', async () => {
    const { club, book } = await makeDesk();
    const user = await makeUser();
    const { id: customerId } = await makeCustomer(club.id, { name: null, userId: user.id });
    const booked = await book({ kind: 'booking', customerId });
    const [told = ''] = idsOf(booked);
    const [quiet = ''] = idsOf(
      await book({ kind: 'booking', customerId, startTime: '12:00', notify: false }),
    );
    expect(await rowsOf([told, quiet])).toMatchObject([
      { userId: user.id, customerId: null },
      { userId: user.id, customerId: null },
    ]);
    const written = await db()
      .select()
      .from(notices)
      .where(inArray(notices.reservationId, [told, quiet]));
    expect(written).toMatchObject([
      { kind: 'reservation_confirmation', reservationId: told, actId: booked.act.id },
    ]);
    expect(written[0]?.nextAttemptAt).toEqual(booked.act.undoUntil);
  });

  test('of somebody without an account is told to the mailbox that the club wrote, and to the players', async () => {
    const { club, book } = await makeDesk();
    const { id: customerId } = await makeCustomer(club.id, { email: 'eva@example.com' });
    const players = [{ name: 'Leo', email: 'leo@example.com' }, { name: 'Noa' }];
    const booked = await book({ kind: 'booking', customerId, players });
    const [reservationId = ''] = idsOf(booked);
    const told = await db()
      .select()
      .from(notices)
      .where(eq(notices.reservationId, reservationId))
      .orderBy(notices.id);
    const act = { actId: booked.act.id };
    expect(told).toMatchObject([
      { kind: 'reservation_confirmation', recipient: 'eva@example.com', customerId, ...act },
      { kind: 'player_invited', recipient: 'leo@example.com', participantPosition: 0, ...act },
    ]);
    const past = await book({ kind: 'booking', customerId, date: addDays(TODAY, -1) });
    expect(await db().$count(notices, eq(notices.reservationId, idsOf(past)[0] ?? ''))).toBe(0);
  });

  test('for a new name writes them into the people, and a known address is who has it', async () => {
    const { club, book } = await makeDesk();
    const person = { name: 'Luis Mora', email: 'luis@pista.test', phone: '611 222 333' };
    const first = await book({ kind: 'booking', customer: person });
    const again = await book({
      kind: 'booking',
      startTime: '12:00',
      customer: { name: 'L. Mora', email: person.email },
    });
    const people = await db().select().from(customers).where(eq(customers.clubId, club.id));
    expect(people).toMatchObject([{ name: 'Luis Mora', phone: '+34611222333' }]);
    expect([...first.items, ...again.items].map(({ customerId }) => customerId)).toEqual([
      people[0]?.id,
      people[0]?.id,
    ]);
  });

  test('costs what the category of the customer costs, whoever types it', async () => {
    const { club, book } = await makeDesk();
    const member = {
      clubId: club.id,
      position: 0,
      name: { es: 'Socios', en: 'Members' },
      category: 'member',
    };
    await db()
      .insert(priceRules)
      .values({ ...member, pricePerHourMinor: 2000 });
    dropCatalogue();
    const { id: customerId } = await makeCustomer(club.id, { category: 'member' });
    expect((await book({ kind: 'booking', customerId })).items).toMatchObject([{ priceMinor: 3000 }]);
    expect((await book({ startTime: '12:00' })).items).toMatchObject([{ priceMinor: 4500 }]);
  });

  test('takes players and extras along, extras once for several courts', async () => {
    const racket = { code: 'racket', name: { es: 'Pala', en: 'Racket' }, priceMinor: 300 };
    const { club, court, book } = await makeDesk({ extras: [racket] });
    const second = await makeCourt({ clubId: club.id });
    const booked = await book({
      courtIds: [second.id, court.id],
      players: [{ name: 'Eva' }, { name: 'Leo', email: 'leo@pista.test' }],
      extras: [{ code: 'racket', quantity: 2 }],
    });
    const rows = await rowsOf(idsOf(booked));
    expect(rows).toMatchObject([
      { courtId: court.id, priceMinor: 4500, extras: [] },
      { courtId: second.id, priceMinor: 5100, extras: [{ code: 'racket', quantity: 2, amountMinor: 600 }] },
    ]);
    expect(rows[0]?.groupId).not.toBeNull();
    expect(rows[0]?.groupId).toBe(rows[1]?.groupId);
    expect(booked.items.map(({ players }) => players.map(({ name }) => name))).toEqual([
      ['Eva', 'Leo'],
      ['Eva', 'Leo'],
    ]);
  });

  test('at another price is for a manager, who says why', async () => {
    const { book, manager } = await makeDesk();
    const price = { amount: '20.00', reason: 'Torneo' };
    await expect(book({ price })).rejects.toMatchObject({ code: 'forbidden' });
    const booked = await book({ price }, manager);
    expect(booked.items).toMatchObject([{ priceMinor: 2000, owedMinor: 2000 }]);
    expect(await rowsOf(idsOf(booked))).toMatchObject([{ listPriceMinor: 4500, priceReason: 'Torneo' }]);
    await expect(
      book({ price: { amount: '10000.01', reason: 'x' }, startTime: '12:00' }, manager),
    ).rejects.toMatchObject({ code: 'invalid_input', fields: { 'price.amount': [expect.any(String)] } });
    const listed = await book({ price: { amount: '45.00', reason: 'la de siempre' }, startTime: '12:00' });
    expect(await rowsOf(idsOf(listed))).toMatchObject([{ priceMinor: 4500, priceReason: null }]);
  });

  test('for nothing owes nothing', async () => {
    const { book, manager } = await makeDesk();
    const booked = await book({ price: { amount: '0.00', reason: 'Cortesía' } }, manager);
    expect(booked.items).toMatchObject([{ priceMinor: 0, owedMinor: 0 }]);
    expect(await db().$count(dues, inArray(dues.reservationId, idsOf(booked)))).toBe(0);
  });

  test('without a price rule needs a typed price', async () => {
    const { club, book, manager } = await makeDesk();
    await db().delete(priceRules).where(eq(priceRules.clubId, club.id));
    dropCatalogue();
    await expect(book({}, manager)).rejects.toMatchObject({
      code: 'not_bookable',
      details: { reason: 'no_price' },
    });
    const booked = await book({ price: { amount: '12.50', reason: 'Acordado' } }, manager);
    expect(await rowsOf(idsOf(booked))).toMatchObject([{ priceMinor: 1250, listPriceMinor: null }]);
  });

  test.each<[string, Partial<BookAtDesk>, string[]]>([
    ['yesterday', { date: addDays(TODAY, -1) }, ['in_past']],
    ['beyond what is sold', { date: addDays(TODAY, 60) }, ['beyond_horizon']],
    [
      'off the grid, for a duration that is not sold',
      { startTime: '10:10', durationMinutes: 75 },
      ['duration_not_sold', 'off_grid'],
    ],
    ['leaving a gap', { startTime: '08:30' }, ['leaves_gap']],
  ])('%s is possible, and the audit says what was broken', async (_, wish, broken) => {
    const { book } = await makeDesk();
    const [id = ''] = idsOf(await book(wish));
    const [change] = await db().select().from(audit).where(eq(audit.entityId, id));
    expect(change?.detail).toMatchObject({ broken_rules: broken });
  });

  test('while the club is closed is for a manager', async () => {
    const { book, manager } = await makeDesk();
    await expect(book({ startTime: '05:00' })).rejects.toMatchObject({
      code: 'not_bookable',
      details: { reason: 'closed' },
    });
    expect((await book({ startTime: '05:00' }, manager)).items).toHaveLength(1);
  });

  test('for somebody who is blocked is the desk’s choice', async () => {
    const { club, book } = await makeDesk();
    const { id: customerId } = await makeCustomer(club.id, { blockedAt: new Date(), blockReason: 'no paga' });
    const [id = ''] = idsOf(await book({ kind: 'booking', customerId }));
    const [change] = await db().select().from(audit).where(eq(audit.entityId, id));
    expect(change?.detail).toMatchObject({ broken_rules: ['blocked_customer'] });
  });
});

describe('a link for the price', () => {
  test('goes to the customer with the booking, and waits for its act', async () => {
    const { club, book } = await makeDesk();
    const { id: customerId } = await makeCustomer(club.id, { phone: '+34611000333' });
    const booked = await book({ kind: 'booking', customerId, settle: 'link', notify: false });
    expect(booked.items).toMatchObject([{ owedMinor: 4500 }]);
    const [due] = await db()
      .select()
      .from(dues)
      .where(inArray(dues.reservationId, idsOf(booked)));
    expect(await db().select().from(notices).where(eq(notices.actId, booked.act.id))).toMatchObject([
      { kind: 'payment_due', objectId: due?.id, channel: 'sms', recipient: '+34611000333' },
    ]);
  });

  test.each<[string, Partial<BookAtDesk>]>([
    ['nobody known', {}],
    ['somebody without an address', { customer: { name: 'Eva' } }],
  ])('for %s is refused, and nothing is booked', async (_, wish) => {
    const { club, book } = await makeDesk();
    await expect(book({ ...wish, settle: 'link' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { settle: [expect.any(String)] },
    });
    expect(await countOf(club.id)).toBe(0);
  });
});

describe('money taken with the booking', () => {
  const entriesOf = (ids: readonly string[]) =>
    db()
      .select()
      .from(tillEntries)
      .where(inArray(tillEntries.reservationId, [...ids]));

  test('is an entry of the till for each court, and nothing is owed', async () => {
    const { club, court, desk, book } = await makeDesk();
    const other = await makeCourt({ clubId: club.id });
    const { id: shiftId } = await makeTillShift(club.id, requireActor(desk).userId);
    const booked = await book({ courtIds: [court.id, other.id], settle: { method: 'cash' } });
    expect(booked.items).toMatchObject([
      { paidMinor: 4500, owedMinor: 0 },
      { paidMinor: 4500, owedMinor: 0 },
    ]);
    const entry = { kind: 'payment', method: 'cash', amountMinor: 4500, shiftId };
    expect(await entriesOf(idsOf(booked))).toMatchObject([entry, entry]);
  });

  test('in cash needs an open till, and without one nothing is booked', async () => {
    const { club, book } = await makeDesk();
    await expect(book({ settle: { method: 'cash' } })).rejects.toMatchObject({ code: 'conflict' });
    expect(await countOf(club.id)).toBe(0);
    const booked = await book({ settle: { method: 'card_terminal', reference: '0042' } });
    expect(await entriesOf(idsOf(booked))).toMatchObject([{ reference: '0042', shiftId: null }]);
  });

  test('for nothing is no entry', async () => {
    const { book, manager } = await makeDesk();
    const free = { price: { amount: '0.00', reason: 'Cortesía' }, settle: { method: 'bizum' as const } };
    expect(await entriesOf(idsOf(await book(free, manager)))).toEqual([]);
  });
});

test('what was booked is one act that can be undone for the seconds of the club', async () => {
  const { club, court, desk, book } = await makeDesk({ undoSeconds: 30 });
  const other = await makeCourt({ clubId: club.id });
  const booked = await book({ courtIds: [court.id, other.id] });
  const made = await db().select().from(acts).where(eq(acts.clubId, club.id));
  expect(made).toMatchObject([
    {
      id: booked.act.id,
      kind: 'book',
      by: requireActor(desk).userId,
      summary: { count: 2, price_minor: 9000, currency: 'EUR' },
      changes: idsOf(booked).map((id) => ({
        entity: 'reservation',
        id,
        before: null,
        after: { status: 'confirmed' },
        revision: 0,
      })),
    },
  ]);
  expect(Math.abs(booked.act.undoUntil.getTime() - Date.now() - 30_000)).toBeLessThan(5_000);
});

describe('a block', () => {
  test('minds neither hours nor grid, and has a title and no price', async () => {
    const { book } = await makeDesk();
    const booked = await book({ kind: 'block', startTime: '05:10', durationMinutes: 600, title: 'Liga' });
    expect(booked.items).toMatchObject([
      { kind: 'block', title: 'Liga', customerName: null, priceMinor: 0, owedMinor: 0 },
    ]);
    expect(await rowsOf(idsOf(booked))).toMatchObject([{ channel: 'desk' }]);
  });

  test('of more than a day is for a manager', async () => {
    const { book, manager } = await makeDesk();
    const wish = { kind: 'maintenance' as const, durationMinutes: 24 * 60 + 5 };
    await expect(book(wish)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await book(wish, manager)).items).toHaveLength(1);
    expect((await book({ ...wish, date: addDays(DATE, 5), durationMinutes: 24 * 60 })).items).toHaveLength(1);
  });
});

describe('what is refused', () => {
  const nobody = { customerId: '01890a5d-ac96-774b-bcce-b302099a8057' };
  test.each<[string, Partial<BookAtDesk>, string]>([
    ['a booking for nobody', { kind: 'booking' }, 'customer'],
    ['two who book', { ...nobody, customer: { name: 'Eva' } }, 'customer'],
    ['five hours', { durationMinutes: 300 }, 'duration'],
    ['a block with a price', { kind: 'block', price: { amount: '5.00', reason: 'x' } }, 'price'],
    ['a block for somebody', { kind: 'block', ...nobody }, 'customer_id'],
    ['maintenance that is owed', { kind: 'maintenance', settle: 'due' }, 'settle'],
    ['an extra that is not sold', { extras: [{ code: 'sauna', quantity: 1 }] }, 'extras.0.code'],
  ])('%s, at its field and without a trace', async (_, wish, field) => {
    const { club, manager, book } = await makeDesk();
    await expect(book(wish, manager)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { [field]: [expect.any(String)] },
    });
    expect(await countOf(club.id)).toBe(0);
  });

  test('a court or a customer of another club is not there', async () => {
    const { book } = await makeDesk();
    const elsewhere = await makeCourt();
    const { id: customerId } = await makeCustomer(elsewhere.clubId);
    await expect(book({ courtIds: [elsewhere.id] })).rejects.toMatchObject({ code: 'not_found' });
    await expect(book({ kind: 'booking', customerId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a time that the clocks leave out', async () => {
    const { book } = await makeDesk();
    await expect(book({ date: '2027-03-28', startTime: '02:30' })).rejects.toMatchObject({
      code: 'not_bookable',
      details: { reason: 'dst_gap' },
    });
  });

  test('a taken place, with alternatives, and then no court of several', async () => {
    const { club, court, book } = await makeDesk();
    const free = await makeCourt({ clubId: club.id });
    await makeReservation({ clubId: club.id, courtId: court.id, startsAt: at(630), priceMinor: 0 });
    await expect(book({ courtIds: [free.id, court.id], customer: { name: 'Eva' } })).rejects.toMatchObject({
      code: 'slot_taken',
      details: { alternatives: [expect.anything(), expect.anything(), expect.anything()] },
    });
    expect(await countOf(club.id)).toBe(1);
    expect(await db().$count(customers, eq(customers.name, 'Eva'))).toBe(0);
  });

  test('a place that a player holds, until the hold has run out', async () => {
    const { club, court, book } = await makeDesk();
    const hold = { clubId: club.id, courtId: court.id, startsAt: at(600), status: 'pending' as const };
    const held = await makeReservation(hold);
    await expect(book()).rejects.toMatchObject({ code: 'slot_taken' });
    await db()
      .update(reservations)
      .set({ holdExpiresAt: new Date(Date.now() - 1_000) })
      .where(eq(reservations.id, held.id));
    expect((await book()).items).toHaveLength(1);
    expect(await rowsOf([held.id])).toMatchObject([{ status: 'expired' }]);
  });
});

test('the hour that comes twice is the first that is free on every court', async () => {
  const { club, court, book } = await makeDesk({ opensMinute: 0, closesMinute: 1440 });
  const other = await makeCourt({ clubId: club.id });
  const first = new Date('2027-10-31T00:00:00Z');
  const taken = { clubId: club.id, courtId: other.id, startsAt: first, durationMinutes: 60, priceMinor: 0 };
  await makeReservation(taken);
  const twice = { date: '2027-10-31', startTime: '02:00', durationMinutes: 60 };
  const { items } = await book({ ...twice, courtIds: [court.id, other.id] });
  expect(items.map(({ startsAt }) => startsAt)).toEqual([
    first.getTime() + HOUR_MS,
    first.getTime() + HOUR_MS,
  ]);
});

test('a preview answers what would be booked and writes nothing', async () => {
  const { club, desk, book } = await makeDesk();
  const preview = { ...desk, preview: true };
  expect((await book({ customer: { name: 'Eva' } }, preview)).items).toMatchObject([
    { priceMinor: 4500, owedMinor: 4500, customerName: 'Eva' },
  ]);
  expect(await countOf(club.id)).toBe(0);
  await book();
  await expect(book({}, preview)).rejects.toMatchObject({ code: 'slot_taken' });
});

describe('32 desks that want the same two courts at the same moment', () => {
  const CONSTRAINT = `EXCLUDE USING gist (court_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (status IN ('payment_pending', 'pending', 'confirmed', 'completed'))`;

  /** How often each answer came, of desks that name the courts in either order. */
  async function race(): Promise<Record<string, number>> {
    const { club, court, book } = await makeDesk();
    const other = await makeCourt({ clubId: club.id });
    const desks = await Promise.all(Array.from({ length: 32 }, () => staffOf(club)));
    const courtIds = [court.id, other.id];
    const answers = await Promise.all(
      desks.map(async (desk, index) => {
        try {
          await book({ courtIds: index % 2 ? courtIds : courtIds.toReversed() }, desk);
          return 'booked';
        } catch (error) {
          if (isAppError(error)) return error.code;
          throw error;
        }
      }),
    );
    return Object.fromEntries(
      [...new Set(answers)].map((answer) => [answer, answers.filter((one) => one === answer).length]),
    );
  }

  test('one has both and 31 are told so', async () => {
    expect(await race()).toEqual({ booked: 1, slot_taken: 31 });
  });

  test('without the locks the constraint alone lets no two through', async () => {
    await withoutLocks(async () => {
      expect((await race()).booked ?? 0).toBeLessThanOrEqual(1);
    });
  });

  test('control: without locks and constraint more than one has them', async () => {
    await sql()`alter table reservations drop constraint reservations_no_overlap`;
    const booked = async () => (await race()).booked ?? 0;
    await withoutLocks(() => expect.poll(booked, { timeout: 60_000 }).toBeGreaterThan(1));
    await forgetBookings();
    await sql().unsafe(`alter table reservations add constraint reservations_no_overlap ${CONSTRAINT}`);
  });
});

test('of players who hold and desks that book the same court at the same moment one has it', async () => {
  const { club, court, book } = await makeDesk();
  const place = { courtId: court.id, date: DATE, startTime: '10:00', durationMinutes: 90 };
  const wish = holdSlotSchema.parse(place);
  const players = await Promise.all(Array.from({ length: 16 }, () => makeUser()));
  const outcomes = await Promise.allSettled(
    players.flatMap((player) => [holdSlot(personContext(player), wish), book()]),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'slot_taken' });
  expect(await countOf(club.id)).toBe(1);
});

describe('a customer who is merged into another while the desk books for them', () => {
  /** How many of some bookings are of the row that was merged. */
  async function race(): Promise<number> {
    const { club, manager, book } = await makeDesk();
    const bookings = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const [merged, into] = await Promise.all([makeCustomer(club.id), makeCustomer(club.id)]);
        const date = addDays(DATE, index);
        const [booked] = await Promise.all([
          book({ kind: 'booking', customerId: merged.id, date }),
          mergeCustomers(manager, merged.id, { into: into.id }),
        ]);
        return { id: idsOf(booked)[0] ?? '', merged: merged.id };
      }),
    );
    const rows = await rowsOf(bookings.map(({ id }) => id));
    return bookings.filter(({ id, merged }) => rows.find((row) => row.id === id)?.customerId === merged)
      .length;
  }

  test('has the booking as the survivor', async () => {
    expect(await race()).toBe(0);
  });

  test('control: without locks some bookings are of the merged row', async () => {
    await withoutLocks(() => expect.poll(race, { timeout: 60_000 }).toBeGreaterThan(0));
  });
});

test('players are on the list in the order in which they were named', async () => {
  const { book } = await makeDesk();
  const [id = ''] = idsOf(await book({ players: [{ name: 'Eva' }, { name: 'Leo' }] }));
  const seats = await db()
    .select({ position: participants.position, name: participants.name })
    .from(participants)
    .where(and(eq(participants.reservationId, id)))
    .orderBy(participants.position);
  expect(seats).toEqual([
    { position: 0, name: 'Eva' },
    { position: 1, name: 'Leo' },
  ]);
});
