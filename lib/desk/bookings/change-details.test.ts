import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, audit, reservations } from '@/db/schema';
import { idOf, staffOf, unpaid } from '@/test/at-desk';
import { makeClub, makeCustomer, makeUser, type Reservation } from '@/test/factories';
import { type ChangeDetails, changeDetails } from './change-details';

const reread = async ({ id }: Pick<Reservation, 'id'>) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error('the booking is gone');
  return row;
};

type Wish = Omit<Partial<ChangeDetails>, 'reservationId'>;
async function desk(overrides: Parameters<typeof unpaid>[0] = {}) {
  const made = await unpaid({ channel: 'phone', ...overrides });
  const change = async (wish: Wish, ctx = made.desk) => {
    const { id: reservationId, revision } = await reread(made.reservation);
    return changeDetails(ctx, { reservationId, revision, ...wish });
  };
  return { ...made, change };
}

describe('details of a booking', () => {
  test('change as far as they are given, with who changed which, but not what it says', async () => {
    const { reservation, desk: ctx, change } = await desk({ note: 'Llega tarde' });
    const { item, act } = await change({ title: 'Liga femenina', locked: true });
    expect(item).toMatchObject({ title: 'Liga femenina', note: 'Llega tarde', locked: true, revision: 1 });
    expect(await reread(reservation)).toMatchObject({ lockedBy: idOf(ctx), lockedAt: expect.any(Date) });
    const [told] = await db().select().from(audit).where(eq(audit.entityId, reservation.id));
    expect(told).toMatchObject({
      actor: `staff:${idOf(ctx)}`,
      detail: { fields: ['title', 'lockedAt', 'lockedBy'] },
    });
    expect(JSON.stringify(told)).not.toContain('Liga');
    const [row] = await db().select().from(acts).where(eq(acts.id, act.id));
    expect(row).toMatchObject({ kind: 'details' });
  });

  test('are emptied by null, and unlocked', async () => {
    const { reservation, change } = await desk({ note: 'x', title: 'y' });
    await change({ locked: true });
    const { act } = await change({ locked: false });
    await change({ note: null, title: null });
    expect(await reread(reservation)).toMatchObject({
      note: null,
      title: null,
      lockedAt: null,
      lockedBy: null,
    });
    const [row] = await db().select().from(acts).where(eq(acts.id, act.id));
    expect(row).toMatchObject({ kind: 'lock', summary: { locked: false } });
  });

  test('keep who locked it when it is locked already', async () => {
    const { reservation, change, manager } = await desk();
    await change({ locked: true });
    const { lockedBy } = await reread(reservation);
    await change({ locked: true }, manager);
    expect((await reread(reservation)).lockedBy).toBe(lockedBy);
  });

  test('are refused with what they are now when somebody else was faster', async () => {
    const { reservation, change, manager } = await desk();
    await change({ note: 'Primero' }, manager);
    const late = { reservationId: reservation.id, revision: 0, note: 'Segundo' };
    await expect(changeDetails(manager, late)).rejects.toMatchObject({
      code: 'conflict',
      details: { current: { note: 'Primero', revision: 1 }, changed_by: { name: 'Marta manager' } },
    });
  });

  test('stay those of a booking that was cancelled, and of another club’s', async () => {
    const { change } = await desk({ status: 'cancelled' });
    await expect(change({ note: 'x' })).rejects.toMatchObject({ code: 'conflict' });
    const here = await desk();
    const foreign = await staffOf((await makeClub()).id, 'owner');
    await expect(here.change({ note: 'x' }, foreign)).rejects.toMatchObject({ code: 'not_found' });
    const accountant = await staffOf(here.clubId, 'accountant');
    await expect(here.change({ note: 'x' }, accountant)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the customer of a booking', () => {
  test('becomes another of the club, or an account, by whichever names them', async () => {
    const { reservation, clubId, change } = await desk({ userId: null });
    const ana = await makeCustomer(clubId, { name: 'Ana Ruiz' });
    expect((await change({ customerId: ana.id })).item).toMatchObject({ customerName: 'Ana Ruiz' });
    expect(await reread(reservation)).toMatchObject({ customerId: ana.id, userId: null });
    const user = await makeUser();
    const member = await makeCustomer(clubId, { userId: user.id });
    await change({ customerId: member.id });
    expect(await reread(reservation)).toMatchObject({ customerId: null, userId: user.id });
  });

  test('is nobody of another club', async () => {
    const { change } = await desk();
    const stranger = await makeCustomer((await makeClub()).id);
    await expect(change({ customerId: stranger.id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('stays with the account that booked online, and a block has none', async () => {
    const online = await desk({ channel: 'online' });
    const ana = await makeCustomer(online.clubId);
    await expect(online.change({ customerId: ana.id })).rejects.toMatchObject({ code: 'conflict' });
    const block = await desk({ kind: 'block', userId: null, priceMinor: 0 });
    const eva = await makeCustomer(block.clubId);
    await expect(block.change({ customerId: eva.id })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
