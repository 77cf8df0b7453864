import { and, eq, ne } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { audit, operationServices, reservations } from '@/db/schema';
import { searchDocuments, searchDocumentsSchema } from '@/lib/availability/search-documents';
import { getClub } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { sweep } from '@/lib/jobs/sweep';
import { cached, findCached } from '@/lib/services/redis/cache';
import {
  anonymousContext,
  makeClub,
  makeCourt,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { changeClub } from './change-club';
import { clubChangesSchema } from './club-changes';
import { findChangeUnderWay } from './find-change-under-way';
import { getOperation } from './get-operation';
import { failOperation, propagateClubChange } from './propagate-club-change';
import { startOperation } from './start-operation';
import { updateOperation } from './update-operation';

const sandbox = useSandbox({ providers: ['redis'] });
beforeEach(() => clearFaults(sandbox()));

async function makeOwned(name = `Test Club ${crypto.randomUUID().slice(0, 8)}`) {
  const [club, owner] = await Promise.all([makeClub({ name }), makeUser()]);
  await makeCourt({ clubId: club.id });
  const ctx = personContext(owner, { staff: [{ clubId: club.id, role: 'owner' }] });
  return { club, ctx };
}

const search = (q: string) => searchDocuments(searchDocumentsSchema.parse({ q, type: 'club' }));

describe('changing a club', () => {
  test('spec: test_cross_service_data_consistency — database, cache and search agree once it is through', async () => {
    const { club, ctx } = await makeOwned();
    const key = `club:${club.id}`;
    const nameSchema = z.object({ name: z.string() });
    const tags = [`club:${club.id}`];
    await cached(key, nameSchema, 300, async () => ({ name: club.name }), { tags });
    expect(await findCached(key, nameSchema, { tags })).toEqual({ name: club.name });

    const name = `Updated Club Name ${club.id}`;
    const { club: changed, operationId } = await changeClub(ctx, club.slug, { revision: 0, name });
    expect(changed.name).toBe(name);
    expect((await getClub(club.id)).name).toBe(name);
    expect(await findCached(key, nameSchema, { tags })).toBeNull();
    expect(await getOperation(ctx, operationId ?? '')).toMatchObject({
      status: 'pending',
      services: { database: 'completed', cache: 'completed', search: 'pending' },
    });

    await propagateClubChange(systemContext('test'), operationId ?? '');
    const { results } = await search(name);
    expect(results).toMatchObject([{ type: 'club', id: club.id, name }]);
    expect(await search(club.name)).toMatchObject({ results: [] });
    expect(await getOperation(ctx, operationId ?? '')).toMatchObject({
      status: 'consistent',
      services: { database: 'completed', cache: 'completed', search: 'completed' },
    });
  });

  test('writes who changed what, from what to what', async () => {
    const { club, ctx } = await makeOwned();
    await changeClub(ctx, String(club.id), { revision: 0, stepMinutes: 15, durations: [90, 60, 90] });
    const [change] = await db()
      .select()
      .from(audit)
      .where(eq(audit.entityId, String(club.id)));
    expect(change).toMatchObject({
      entity: 'club',
      actor: expect.stringMatching(/^staff:/),
      toState: 'changed',
      detail: {
        before: { stepMinutes: 30, durationsMinutes: [60, 90, 120] },
        after: { stepMinutes: 15, durationsMinutes: [60, 90] },
      },
    });
  });

  test('by nothing leaves everything, without an operation', async () => {
    const { club, ctx } = await makeOwned();
    expect(await changeClub(ctx, club.slug, { revision: 0 })).toMatchObject({
      club: { name: club.name },
      operationId: null,
    });
  });

  test('while the cache is away is made all the same; the job tells the cache later', async () => {
    const { club, ctx } = await makeOwned();
    await addFault(sandbox(), 'redis', { mode: 'refuse' });
    const { operationId } = await changeClub(ctx, club.slug, { revision: 0, name: 'Sin caché' });
    expect((await getOperation(ctx, operationId ?? '')).services).toEqual({
      database: 'completed',
      cache: 'pending',
      search: 'pending',
    });
    await expect(propagateClubChange(systemContext('test'), operationId ?? '')).rejects.toThrow(
      'could not be told',
    );
    await clearFaults(sandbox());
    // The breaker that the fault opened allows a test a moment later.
    await expect
      .poll(() =>
        propagateClubChange(systemContext('test'), operationId ?? '').then(
          () => 'told',
          () => 'away',
        ),
      )
      .toBe('told');
    expect((await getOperation(ctx, operationId ?? '')).status).toBe('consistent');
  });

  test.each([
    ['a name of blanks', { name: '   ' }],
    ['a duration nobody can sell', { durations: [600] }],
    ['no duration at all', { durations: [] }],
    [
      'a policy that gives nothing before it gives less',
      { refundPolicy: { freeHours: 2, laterPercent: 50, nothingHours: 24 } },
    ],
    ['a line break in its name', { name: 'Club\r\nBcc: eva@evil.test' }],
    ['a name that turns text around', { name: 'Club \u202eetroN' }],
    ['markup for a name', { name: '</script><script>alert(1)</script>' }],
    ['a line break in its city', { city: 'Madrid\nSevilla' }],
    ['markup in its address', { address: '<b>Calle Mayor</b>' }],
    ['an amenity of two lines', { amenities: ['wifi\nbar'] }],
    ['a description that turns text around', { about: { es: 'a\u202eb', en: 'a' } }],
    ['a mail address that is none', { email: 'club@localhost' }],
    ['a phone number without a country', { phone: '600111222' }],
    ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }],
    ['another slug', { slug: 'mine' }],
    ['a description in one language', { about: { es: 'Solo' } }],
  ])('refuses %s', (_title, changes) => {
    expect(clubChangesSchema.safeParse({ revision: 0, ...changes }).success).toBe(false);
  });

  test('moves its clocks only while no booking lies ahead', async () => {
    const { club, ctx } = await makeOwned();
    const { id: courtId } = await makeCourt({ clubId: club.id });
    const booked = await makeReservation({ courtId });
    const zone = (revision: number) => ({ revision, timeZone: 'Europe/Lisbon' });
    expect(await refusalOf(changeClub(ctx, club.slug, zone(0)))).toMatchObject({
      code: 'conflict',
      fields: { timeZone: [expect.any(String)] },
    });
    await changeClub(ctx, club.slug, { revision: 0, timeZone: 'Europe/Madrid' });
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, booked.id));
    expect((await changeClub(ctx, club.slug, zone(1))).club.timeZone).toBe('Europe/Lisbon');
  });

  test('asks twice before it is put where latitude and longitude are 0', async () => {
    const { club, ctx } = await makeOwned();
    const island = { latitude: 0, longitude: 0 };
    expect(await refusalOf(changeClub(ctx, club.slug, { revision: 0, ...island }))).toMatchObject({
      code: 'invalid_input',
      fields: { latitude: [expect.any(String)] },
    });
    await changeClub(ctx, club.slug, { revision: 0, latitude: 0, longitude: 9.4 });
    const there = await changeClub(ctx, club.slug, { revision: 1, ...island, confirmCoordinates: true });
    expect(there.club).toMatchObject({ ...island, staffEdited: ['latitude', 'longitude'] });
  });

  test('names what was read, and is refused with what it says now when somebody changed it since', async () => {
    const { club, ctx } = await makeOwned();
    const { club: changed } = await changeClub(ctx, club.slug, { revision: 0, phone: '+34910000001' });
    expect(changed.revision).toBe(1);
    const stale = changeClub(ctx, club.slug, { revision: 0, phone: '+34910000002', latitude: 0 });
    expect(await refusalOf(stale)).toMatchObject({
      code: 'conflict',
      details: {
        current: { id: club.id, revision: 1, phone: '+34910000001' },
        changed_by: { name: expect.any(String) },
      },
    });
    expect((await getClub(club.id)).phone).toBe('+34910000001');
  });

  test('of two at once from the same state one is refused', async () => {
    const { club, ctx } = await makeOwned();
    const tries = await Promise.allSettled(
      ['Uno', 'Dos'].map((name) => changeClub(ctx, club.slug, { revision: 0, name })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('says in a preview what it would be, and writes nothing', async () => {
    const { club, ctx } = await makeOwned();
    const seen = await changeClub({ ...ctx, preview: true }, club.slug, { revision: 0, horizonDays: 5 });
    expect(seen).toMatchObject({ club: { horizonDays: 5 }, operationId: null });
    expect((await getClub(club.id)).horizonDays).toBe(club.horizonDays);
  });
});

describe('an operation', () => {
  test('spec: test_eventual_consistency — is consistent once every service has completed its part', async () => {
    const ctx = personContext(await makeUser());
    const services = ['database', 'cache', 'search'] as const;
    const operationId = await transaction((tx) =>
      startOperation(tx, ctx, { kind: 'club_changed', objectId: 1, services }),
    );
    await updateOperation({ operationId, service: 'cache' }, { status: 'completed' });
    expect((await getOperation(ctx, operationId)).status).toBe('pending');
    await updateOperation({ operationId, service: 'search' }, { status: 'completed' });
    expect((await getOperation(ctx, operationId)).status).toBe('consistent');
  });

  test('is shown on the pages of its club until every service has it', async () => {
    const { club, ctx } = await makeOwned();
    expect(await findChangeUnderWay(club.id)).toBeNull();
    await changeClub(ctx, club.slug, { revision: 0, name: 'El primero' });
    const { operationId } = await changeClub(ctx, club.slug, { revision: 1, name: 'El segundo' });
    expect(await findChangeUnderWay(club.id)).toMatchObject({
      id: operationId,
      status: 'pending',
      services: { database: 'completed', search: 'pending' },
    });
    await propagateClubChange(systemContext('test'), operationId ?? '');
    expect(await findChangeUnderWay(club.id)).toBeNull();
  });

  test('fails when nobody will try again, and keeps what was completed', async () => {
    const { club, ctx } = await makeOwned();
    const { operationId } = await changeClub(ctx, club.slug, { revision: 0, name: 'Otro nombre' });
    await failOperation(operationId ?? '', 'the index is gone');
    expect(await getOperation(ctx, operationId ?? '')).toMatchObject({
      status: 'failed',
      services: { database: 'completed', cache: 'completed', search: 'failed' },
    });
    const [row] = await db()
      .select()
      .from(operationServices)
      .where(
        and(eq(operationServices.operationId, operationId ?? ''), eq(operationServices.service, 'search')),
      );
    expect(row?.lastError).toBe('the index is gone');
  });

  test('whose nudge was lost is found by the sweep after a minute', async () => {
    const { club, ctx } = await makeOwned();
    const { operationId } = await changeClub(ctx, club.slug, { revision: 0, name: 'Perdido' });
    const mine = eq(operationServices.operationId, operationId ?? '');
    await db()
      .update(operationServices)
      .set({ status: 'completed' })
      .where(ne(operationServices.operationId, operationId ?? ''));
    expect((await sweep(systemContext('test'))).operations).toBe(0);
    await db()
      .update(operationServices)
      .set({ updatedAt: new Date(Date.now() - 61_000) })
      .where(mine);
    expect((await sweep(systemContext('test'))).operations).toBe(1);
  });

  test('is shown to whoever started it and to operators only', async () => {
    const { club, ctx } = await makeOwned();
    const { operationId } = await changeClub(ctx, club.slug, { revision: 0, name: 'Mío' });
    const id = operationId ?? '';
    await expect(getOperation(personContext(await makeUser()), id)).rejects.toThrow(
      'There is no such operation.',
    );
    await expect(getOperation(anonymousContext(), id)).rejects.toThrow('Sign in');
    const operator = personContext(await makeUser({ operatorSince: new Date() }));
    expect((await getOperation(operator, id)).id).toBe(id);
  });
});
