import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, customers, participants, priceRules, reservations, users } from '@/db/schema';
import { linkCustomers } from '@/lib/auth/links/link-customers';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { holdSlot } from '@/lib/reservations/hold-slot';
import { inDays } from '@/test/bookings';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { blockCustomer, unblockCustomer } from './block-customer';
import { eraseCustomer } from './erase-customer';
import { findCustomers } from './find-customers';
import { getCustomer } from './get-customer';
import { mergeCustomers } from './merge-customers';
import { addCustomer, changeCustomer } from './save-customer';

async function clubWithStaff() {
  const club = await makeClub();
  const manager = personContext(await makeUser({ name: 'Marta Gestora' }), {
    staff: [{ clubId: club.id, role: 'manager' }],
  });
  const desk = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  return { club, manager, desk };
}

const find = async (ctx: Parameters<typeof findCustomers>[0], clubId: number, q: string) =>
  (await findCustomers(ctx, clubId, { q, page: 1, pageSize: 20 })).results.map(({ name }) => name);

describe('the people of a club', () => {
  test('are found by parts of their names, by number and by address', async () => {
    const { club, desk } = await clubWithStaff();
    const other = await makeClub();
    await makeCustomer(other.id, { name: 'Ángela Núñez' });
    await makeCustomer(club.id, { name: 'Berta Angelats', email: 'angela@example.com.mx' });
    await makeCustomer(club.id, { name: 'Ángela Núñez', phone: '+34611222333' });
    await makeCustomer(club.id, { name: 'Zoe Rey', email: 'angela@example.com' });
    expect(await find(desk, club.id, 'angel')).toEqual(['Ángela Núñez', 'Berta Angelats', 'Zoe Rey']);
    expect(await find(desk, club.id, 'NUNEZ ang')).toEqual(['Ángela Núñez']);
    expect(await find(desk, club.id, '622 22 23 33')).toEqual([]);
    expect(await find(desk, club.id, '611 22 23')).toEqual(['Ángela Núñez']);
    expect(await find(desk, club.id, '11 222 333')).toEqual(['Ángela Núñez']);
    expect(await find(desk, club.id, '(+34) 611-222-333')).toEqual(['Ángela Núñez']);
    expect(await find(desk, club.id, 'Angela@Example.com')).toEqual(['Zoe Rey']);
    expect(await find(desk, club.id, '%%%')).toEqual([]);
  });

  test('are found by the last digits of their number before others who have the digits elsewhere', async () => {
    const { club, desk } = await clubWithStaff();
    await makeCustomer(club.id, {
      name: 'Con cuenta',
      userId: (await makeUser({ phone: '+34655443322' })).id,
    });
    const user = await makeUser({ name: 'Solo cuenta', phone: '+34699003322' });
    await db().insert(customers).values({ clubId: club.id, userId: user.id });
    await makeCustomer(club.id, { name: 'Al final', phone: '+34611223322' });
    await makeCustomer(club.id, { name: 'En medio', phone: '+34633220011' });
    expect(await find(desk, club.id, '3322')).toEqual(['Al final', 'Solo cuenta']);
    expect(await find(desk, club.id, '33 22 00')).toEqual(['En medio']);
    expect(await find(desk, club.id, '99')).toEqual([]);
  });

  test('with an account are found by the words of the account, also after it changed them', async () => {
    const { club, desk } = await clubWithStaff();
    const user = await makeUser({ name: 'Antes', phone: '+34699111222' });
    await makeUser({ name: 'Quintín Desconocido' });
    await db().insert(customers).values({ clubId: club.id, userId: user.id });
    expect(await find(desk, club.id, 'antes')).toEqual(['Antes']);
    await db().update(users).set({ name: 'Quintín Cuentahabiente' }).where(eq(users.id, user.id));
    expect(await find(desk, club.id, 'antes')).toEqual([]);
    expect(await find(desk, club.id, 'quintin')).toEqual(['Quintín Cuentahabiente']);
    expect(await find(desk, club.id, user.email)).toEqual(['Quintín Cuentahabiente']);
    const { results } = await findCustomers(desk, club.id, { q: '', page: 1, pageSize: 20 });
    expect(results).toMatchObject([{ email: user.email, phone: '+34699111222', userId: user.id }]);
  });

  test('are saved once for an address, also when two desks save at once', async () => {
    const { club, desk } = await clubWithStaff();
    const wanted = { name: 'Ana', email: 'ana@example.com', phone: '611 222 333' };
    const both = await Promise.allSettled([
      addCustomer(desk, club.id, wanted),
      addCustomer(desk, club.id, wanted),
    ]);
    const [saved] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(saved).toMatchObject({ phone: '+34611222333', revision: 0 });
    expect(refused).toMatchObject([{ code: 'conflict', details: { id: saved?.id } }]);
  });

  test('are changed only from what was seen, which says who changed them', async () => {
    const { club, manager, desk } = await clubWithStaff();
    const { id } = await addCustomer(desk, club.id, { name: 'Ana' });
    expect(await changeCustomer(manager, id, { revision: 0, note: 'Zurda' })).toMatchObject({ revision: 1 });
    await expect(changeCustomer(desk, id, { revision: 0, note: 'Diestra' })).rejects.toMatchObject({
      code: 'conflict',
      details: { current: { note: 'Zurda', revision: 1 }, changed_by: { name: 'Marta Gestora' } },
    });
    await changeCustomer(desk, id, { revision: 1, name: 'Ana Renombrada' });
    expect(await find(desk, club.id, 'renombrada')).toEqual(['Ana Renombrada']);
    const entries = await db().select().from(audit).where(eq(audit.entityId, id));
    expect(JSON.stringify(entries)).not.toMatch(/Ana|Zurda/);
  });

  test('have a category that a price names, from a manager', async () => {
    const { club, manager, desk } = await clubWithStaff();
    const rule = { name: { es: 'Socios', en: 'Members' }, pricePerHourMinor: 2000 };
    await db()
      .insert(priceRules)
      .values({ clubId: club.id, position: 2, category: 'member', ...rule });
    dropCatalogue();
    const { id } = await addCustomer(desk, club.id, { name: 'Ana' });
    const change = { revision: 0, category: 'member' };
    await expect(changeCustomer(desk, id, change)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeCustomer(manager, id, { ...change, category: 'vip' })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { category: ['must be one of member'] },
    });
    expect(await changeCustomer(manager, id, change)).toMatchObject({ category: 'member' });
  });

  test('are looked at before they are written, in a preview', async () => {
    const { club, desk } = await clubWithStaff();
    const preview = { ...desk, preview: true };
    expect(await addCustomer(preview, club.id, { name: 'Nadie' })).toMatchObject({ name: 'Nadie' });
    expect(await db().$count(customers, eq(customers.clubId, club.id))).toBe(0);
  });
});

describe('a blocked person', () => {
  test('cannot hold a court of the club, is not told why, and can once unblocked', async () => {
    const { club, manager } = await clubWithStaff();
    const court = await makeCourt({ clubId: club.id });
    const player = await makeUser();
    const [row] = await db().insert(customers).values({ clubId: club.id, userId: player.id }).returning();
    await blockCustomer(manager, row?.id ?? '', { reason: 'Rompió una red' });
    const slot = { courtId: court.id, date: inDays(3), startTime: '10:00', durationMinutes: 90 };
    const hold = () => holdSlot(personContext(player), { ...slot, participants: [], extras: [] });
    const refused: unknown = await hold().catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'not_bookable', details: { reason: 'blocked_customer' } });
    expect(JSON.stringify(refused)).not.toContain('red');
    await unblockCustomer(manager, row?.id ?? '');
    expect(await hold()).toMatchObject({ reservationId: expect.any(String) });
  });
});

describe('merged people', () => {
  test('read as the survivor, who has the bookings, fills its gaps and stays blocked', async () => {
    const { club, manager, desk } = await clubWithStaff();
    const block = { blockedAt: new Date(), blockReason: 'Grita' };
    const old = await makeCustomer(club.id, { name: 'A. Pérez', email: 'ana@example.com', ...block });
    const oldest = await makeCustomer(club.id, { name: 'Anita', mergedInto: old.id });
    const kept = await makeCustomer(club.id, { name: 'Ana Pérez' });
    const booking = await makeReservation({ userId: null, customerId: old.id, clubId: club.id });
    await db()
      .insert(participants)
      .values({ reservationId: booking.id, position: 0, name: 'A. Pérez', customerId: old.id });
    await mergeCustomers(manager, old.id, { into: kept.id });
    for (const id of [old.id, oldest.id, kept.id])
      expect(await getCustomer(desk, id)).toMatchObject({
        id: kept.id,
        name: 'Ana Pérez',
        email: 'ana@example.com',
        blockReason: 'Grita',
      });
    expect(await db().query.reservations.findFirst({ where: eq(reservations.id, booking.id) })).toMatchObject(
      { customerId: kept.id },
    );
    expect(await find(desk, club.id, 'perez')).toEqual(['Ana Pérez']);
    await expect(mergeCustomers(manager, old.id, { into: kept.id })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('are never of two clubs, nor of two accounts', async () => {
    const { club, manager } = await clubWithStaff();
    const other = await makeClub();
    const here = await makeCustomer(club.id, { userId: (await makeUser()).id });
    const there = await makeCustomer(other.id);
    await expect(mergeCustomers(manager, here.id, { into: there.id })).rejects.toMatchObject({
      code: 'not_found',
    });
    const account = await makeCustomer(club.id, { userId: (await makeUser()).id });
    await expect(mergeCustomers(manager, here.id, { into: account.id })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('of whom one has an account give it the bookings', async () => {
    const { club, manager } = await clubWithStaff();
    const user = await makeUser();
    const account = await makeCustomer(club.id, { name: null, userId: user.id });
    const phone = await makeCustomer(club.id, { name: 'Ana', phone: '+34611222333' });
    const booking = await makeReservation({ userId: null, customerId: phone.id, clubId: club.id });
    expect(await mergeCustomers(manager, account.id, { into: phone.id })).toMatchObject({ userId: user.id });
    expect(await db().query.reservations.findFirst({ where: eq(reservations.id, booking.id) })).toMatchObject(
      { customerId: null, userId: user.id },
    );
  });
});

describe('merged words', () => {
  const account = async (clubId: number, phone: string | null) => {
    const user = await makeUser({ name: 'Ana Cuenta', phone });
    await db().insert(customers).values({ clubId, userId: user.id });
    const [row] = await db().select().from(customers).where(eq(customers.userId, user.id));
    return { id: row?.id ?? '', email: user.email };
  };

  test('are the account’s when the account stays, with a number that only the club has', async () => {
    const { club, manager, desk } = await clubWithStaff();
    const byPhone = { name: 'Anita', phone: '+34611222333' };
    for (const own of ['+34699000111', null]) {
      const { id, email } = await account(club.id, own);
      const other = await makeCustomer(club.id, byPhone);
      const left = await mergeCustomers(manager, other.id, { into: id });
      expect(left).toMatchObject({ name: 'Ana Cuenta', email, phone: own ?? byPhone.phone });
      expect(left.clubsWords).toBe(own === null);
      expect(await find(desk, club.id, own ?? byPhone.phone)).toContain('Ana Cuenta');
    }
  });

  test('are the club’s when its row stays, with the mail of the account', async () => {
    const { club, manager } = await clubWithStaff();
    const { id, email } = await account(club.id, '+34699000222');
    const other = await makeCustomer(club.id, { name: 'Anita' });
    expect(await mergeCustomers(manager, id, { into: other.id })).toMatchObject({
      name: 'Anita',
      email,
      phone: '+34699000222',
    });
  });
});

describe('an erased person', () => {
  test('is gone in word, and the bookings stay', async () => {
    const { club, manager, desk } = await clubWithStaff();
    const { id } = await makeCustomer(club.id, { name: 'Olvidada Total', note: 'Olvidada' });
    const booking = await makeReservation({
      userId: null,
      customerId: id,
      clubId: club.id,
      startsAt: new Date('2026-03-01T09:00:00Z'),
      status: 'completed',
      note: 'Olvidada llamó',
      title: 'Grupo de Olvidada',
      priceReason: 'Vale de Olvidada',
    });
    await eraseCustomer(manager, id);
    await expect(getCustomer(desk, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await find(desk, club.id, 'olvidada')).toEqual([]);
    expect(await db().select().from(customers).where(eq(customers.id, id))).toMatchObject([
      { name: '—', note: null, words: '' },
    ]);
    expect(await db().query.reservations.findFirst({ where: eq(reservations.id, booking.id) })).toMatchObject(
      { customerId: id, note: null, title: null, priceReason: '—', priceMinor: 4500 },
    );
  });

  test('has no booking ahead, and no account', async () => {
    const { club, manager } = await clubWithStaff();
    const ahead = await makeCustomer(club.id);
    await makeReservation({ userId: null, customerId: ahead.id, clubId: club.id });
    await expect(eraseCustomer(manager, ahead.id)).rejects.toMatchObject({
      code: 'conflict',
      details: { upcoming_reservations: 1 },
    });
    const account = await makeCustomer(club.id, { userId: (await makeUser()).id });
    await expect(eraseCustomer(manager, account.id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('an account', () => {
  test('gets the row with its verified address and its bookings, never one with its number', async () => {
    const { club, desk } = await clubWithStaff();
    const [email, phone] = ['nueva@example.com', '+34611222333'];
    const byMail = await makeCustomer(club.id, { name: 'Nueva', email });
    const byPhone = await makeCustomer(club.id, { name: 'Otra', phone });
    const booking = await makeReservation({ userId: null, customerId: byMail.id, clubId: club.id });
    const user = await makeUser({ email, phone, emailVerified: null });
    const link = () => db().transaction((tx) => linkCustomers(tx, email));
    await link();
    expect(await getCustomer(desk, byMail.id)).toMatchObject({ userId: null });
    await db().execute(`update users set email_verified = now() where id = '${user.id}'`);
    await link();
    // The number of the account is not shown to a club that does not have it from the person.
    expect(await getCustomer(desk, byMail.id)).toMatchObject({ userId: user.id, phone: null });
    expect(await getCustomer(desk, byPhone.id)).toMatchObject({ userId: null });
    expect(await db().query.reservations.findFirst({ where: eq(reservations.id, booking.id) })).toMatchObject(
      { customerId: null, userId: user.id },
    );
  });

  test('that exists is linked when a club writes its address down', async () => {
    const { club, desk } = await clubWithStaff();
    const user = await makeUser();
    const saved = await addCustomer(desk, club.id, { name: 'Ana de siempre', email: user.email });
    expect(saved).toMatchObject({ userId: user.id, name: 'Ana de siempre' });
    await expect(addCustomer(desk, club.id, { name: 'Ana', email: user.email })).rejects.toMatchObject({
      code: 'conflict',
      details: { id: saved.id },
    });
  });

  test('keeps its name for itself', async () => {
    const { club, desk } = await clubWithStaff();
    const account = await makeCustomer(club.id, { name: null, userId: (await makeUser()).id });
    await expect(changeCustomer(desk, account.id, { revision: 0, name: 'X' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await changeCustomer(desk, account.id, { revision: 0, note: 'Zurda' })).toMatchObject({
      note: 'Zurda',
    });
  });
});
