import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { audit, clubs, courts, notices, reservations, staffRoles } from '@/db/schema';
import { searchDocuments, searchDocumentsSchema } from '@/lib/availability/search-documents';
import { dropCatalogue, findClub, getClub } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { addDays, localDateOf } from '@/lib/core/time';
import { createSeries } from '@/lib/desk/series/create-series';
import { createSeriesSchema } from '@/lib/desk/series/read-series-wish';
import { listViolations } from '@/lib/integrity/check-consistency';
import { holdSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import {
  type Club,
  type Court,
  makeClub,
  makeCourt,
  makeCustomer,
  makePayment,
  makeReservation,
  makeStaff,
  makeTillEntry,
  makeUser,
  personContext,
} from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { deleteClub } from '../delete-club';
import { getOperation } from '../get-operation';
import { propagateClubChange } from '../propagate-club-change';
import { startOperation } from '../start-operation';
import { listClosedClubs } from './closed-clubs';
import { previewDeletion } from './preview-deletion';
import { restoreClub } from './restore-club';

useSandbox({ providers: ['stripe', 'redis'] });

async function makeOwned() {
  const [club, owner] = await Promise.all([
    makeClub({ name: `Club ${crypto.randomUUID().slice(0, 8)}` }),
    makeUser(),
  ]);
  await makeStaff(owner.id, club.id, 'owner');
  const ctx = personContext(owner, { staff: [{ clubId: club.id, role: 'owner' }] });
  const [first, second] = [await makeCourt({ clubId: club.id }), await makeCourt({ clubId: club.id })];
  dropCatalogue();
  return { club, owner, ctx, first, second };
}

/** A booking paid by card, one paid at the desk, one that is owed, a hold and one that was played. */
async function sell({ id: clubId }: Club, court: Court) {
  const courtId = court.id;
  const byCard = await makeReservation({ clubId, courtId });
  await makePayment(byCard);
  const { id: customerId } = await makeCustomer(clubId, { email: `${crypto.randomUUID()}@example.com` });
  const atDesk = await makeReservation({ clubId, courtId, userId: null, customerId, channel: 'desk' });
  await makeTillEntry(atDesk);
  await makeReservation({ clubId, courtId, status: 'payment_pending' });
  await makeReservation({
    clubId,
    courtId,
    status: 'completed',
    startsAt: new Date('2026-03-02T09:00:00Z'),
  });
  return { byCard, atDesk };
}

const stateOf = async (clubId: number) => ({
  club: await db().select().from(clubs).where(eq(clubs.id, clubId)),
  courts: await db().select().from(courts).where(eq(courts.clubId, clubId)).orderBy(courts.id),
  reservations: await db()
    .select()
    .from(reservations)
    .where(eq(reservations.clubId, clubId))
    .orderBy(reservations.id),
});

describe('the preview of a closing', () => {
  test('spec: test_cascade_operations — tells to the cent what the closing then does, and writes nothing', async () => {
    const { club, ctx, first } = await makeOwned();
    await sell(club, first);
    const before = await stateOf(club.id);
    const preview = await deleteClub({ ...ctx, preview: true }, club.slug);
    expect(preview).toEqual({
      operationId: null,
      courts: 2,
      reservations: 3,
      refunds: 1,
      notices: 2,
      refundMinor: 4500,
      owedMinor: 4500,
      currency: 'EUR',
    });
    expect(await stateOf(club.id)).toEqual(before);
    expect(await deleteClub(ctx, club.slug)).toEqual({ ...preview, operationId: expect.any(String) });
  });

  test('counts the message about a series once, as whoever booked it hears of it', async () => {
    const { club, ctx, first } = await makeOwned();
    const { id: customerId } = await makeCustomer(club.id, { email: `${crypto.randomUUID()}@example.com` });
    const from = addDays(localDateOf(Date.now(), club.timeZone), 7);
    const wish = createSeriesSchema.parse({
      courtId: first.id,
      kind: 'booking',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      startTime: '18:00',
      durationMinutes: 90,
      from,
      until: addDays(from, 119),
      customerId,
      notify: false,
    });
    const { written } = await createSeries(ctx, club.slug, wish);
    const ids = new Set(written?.bookingIds);
    expect(ids.size).toBe(120);
    await sell(club, first);
    const preview = await deleteClub({ ...ctx, preview: true }, club.slug);
    expect(preview).toMatchObject({ reservations: 123, notices: 3 });
    expect(await deleteClub(ctx, club.slug)).toMatchObject({ reservations: 123, notices: 3 });
    const told = await db().select().from(notices).where(eq(notices.customerId, customerId));
    expect(told).toMatchObject([{ kind: 'series_closed', status: 'pending' }]);
    const [notice] = told;
    expect(notice?.detail && 'reservationIds' in notice.detail && notice.detail.reservationIds).toHaveLength(
      120,
    );
  });

  test('is for those who may close it', async () => {
    const { club } = await makeOwned();
    const manager = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'manager' }] });
    await expect(previewDeletion(manager, club.slug)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(previewDeletion(personContext(await makeUser()), club.slug)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('restoring a closed club', () => {
  test('sells again what it sold, names what does not come back, and is found again', async () => {
    const { club, owner, ctx, first, second } = await makeOwned();
    const { byCard, atDesk } = await sell(club, first);
    await db()
      .update(courts)
      .set({ deactivatedAt: new Date('2026-01-01T00:00:00Z') })
      .where(eq(courts.id, second.id));
    await deleteClub(ctx, club.slug);
    dropCatalogue();
    expect(await listClosedClubs(personOf(ctx))).toMatchObject([{ id: club.id }]);

    const shown = await restoreClub({ ...ctx, preview: true }, club.slug);
    expect(await findClub(club.id)).toBeNull();
    const restored = await restoreClub(ctx, club.slug);
    expect(restored).toMatchObject({ courts: 1, operationId: expect.any(String) });
    expect(restored.notRestored).toEqual(expect.arrayContaining([byCard.id, atDesk.id]));
    expect(shown).toMatchObject({ courts: 1, notRestored: restored.notRestored, operationId: null });

    expect((await getClub(club.id)).courts.map(({ id }) => id)).toEqual([first.id]);
    const date = addDays(localDateOf(Date.now(), club.timeZone), 2);
    const wish = { courtId: first.id, date, startTime: '10:00', durationMinutes: 60 };
    await holdSlot(personContext(await makeUser()), holdSlotSchema.parse(wish));
    const [booking] = await db().select().from(reservations).where(eq(reservations.id, byCard.id));
    expect(booking?.status).toBe('cancelled');

    const operationId = restored.operationId ?? '';
    await propagateClubChange(systemContext('test'), operationId);
    expect((await getOperation(ctx, operationId)).status).toBe('consistent');
    const found = await searchDocuments(searchDocumentsSchema.parse({ q: club.name, type: 'club' }));
    expect(found.results).toMatchObject([{ id: club.id }]);
    expect(await listClosedClubs(personOf(ctx))).toEqual([]);
    const [line] = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entityId, String(club.id)), eq(audit.toState, 'active')));
    expect(line).toMatchObject({ fromState: 'deleted', actor: `staff:${owner.id}` });
    const unkept = (await listViolations()).flatMap(({ check, objectIds }) =>
      objectIds.includes(String(club.id)) ? check.type : [],
    );
    expect(unkept).toEqual([]);
  });

  test('and closing it once more tells of the second closing alone', async () => {
    const { club, ctx, first } = await makeOwned();
    await sell(club, first);
    await deleteClub(ctx, club.slug);
    await restoreClub(ctx, club.slug);
    await makeReservation({ clubId: club.id, courtId: first.id });
    expect(await deleteClub(ctx, club.slug)).toMatchObject({
      courts: 2,
      reservations: 1,
      refunds: 0,
      refundMinor: 0,
      owedMinor: 0,
      notices: 1,
    });
  });

  test.each([
    ['that is open', async () => undefined, 'is open'],
    [
      'whose closing is not done yet',
      async ({ id }: Club) => {
        const services = ['database', 'cache', 'search'] as const;
        const closing = { kind: 'club_deleted', objectId: id, services, unfinished: true } as const;
        await transaction((tx) => startOperation(tx, systemContext('test'), closing));
      },
      'still closing',
    ],
    [
      'after thirty days',
      async ({ id }: Club) => {
        await closeOf(id);
        const longAgo = sql`now() - interval '30 days 1 minute'`;
        await db().update(clubs).set({ deletedAt: longAgo }).where(eq(clubs.id, id));
      },
      'within 30 days',
    ],
    [
      'whose owners have all gone',
      async ({ id }: Club) => {
        await closeOf(id);
        await db().transaction(async (tx) => {
          await tx.execute(sql`select set_config('pista.actor', 'system:test', true)`);
          await tx.update(staffRoles).set({ revokedAt: new Date() }).where(eq(staffRoles.clubId, id));
        });
      },
      'no owner',
    ],
  ])('is refused for one %s', async (_which, make, why) => {
    const { club, ctx } = await makeOwned();
    await make(club);
    await expect(restoreClub(ctx, club.slug)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(why),
    });
  });

  test('is refused for those who may not, and reveals nothing to others', async () => {
    const { club } = await makeOwned();
    await closeOf(club.id);
    const manager = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'manager' }] });
    await expect(restoreClub(manager, club.slug)).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = personContext(await makeUser());
    await expect(restoreClub(stranger, club.slug)).rejects.toMatchObject({ code: 'not_found' });
  });
});

const closeOf = (clubId: number) => deleteClub(systemContext('test'), String(clubId));

function personOf({ actor }: ReturnType<typeof personContext>) {
  if (actor.kind !== 'person') throw new Error('an owner is a person');
  return actor;
}
