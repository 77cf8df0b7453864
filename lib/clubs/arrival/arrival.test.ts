import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, clubRequests, clubs, notices, staffInvitations } from '@/db/schema';
import { findCourtSlots } from '@/lib/availability/find-slots';
import { refreshSearchIndex } from '@/lib/availability/refresh-search-index';
import { searchClubs, searchClubsSchema } from '@/lib/availability/search-clubs';
import { searchDocuments, searchDocumentsSchema } from '@/lib/availability/search-documents';
import { clubsIn, getClub } from '@/lib/catalogue/catalogue';
import { getSeenClub } from '@/lib/catalogue/get-seen-club';
import { changeClub } from '@/lib/clubs/change-club';
import { clubChangesSchema } from '@/lib/clubs/club-changes';
import { openingHoursSchema, setOpeningHours } from '@/lib/clubs/set-up/set-opening-hours';
import { priceRulesSchema, setPriceRules } from '@/lib/clubs/set-up/set-price-rules';
import type { Context, StaffRole } from '@/lib/core/context';
import { bookAtDesk } from '@/lib/desk/bookings/book-at-desk';
import { bookAtDeskSchema } from '@/lib/desk/bookings/read-wish';
import { holdSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import { inDays } from '@/test/bookings';
import {
  anonymousContext,
  makeClub,
  makeClubRequest,
  makeCourt,
  makeInvitation,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { askForClub, askForClubSchema } from './ask-for-club';
import { pauseSales, publishClub, resumeSales } from './change-sales';
import { approveClub, refuseClub } from './decide-request';
import { readSetUp } from './set-up-steps';

const visitor = (): Context => ({ ...anonymousContext(), address: randomUUID() });
const operator = async () => personContext(await makeUser(), { operator: true });
const asking = (changes: object = {}) =>
  askForClubSchema.parse({
    name: `Pádel ${randomUUID().slice(0, 8)}`,
    city: 'Gijón',
    sport: 'padel',
    email: `${randomUUID()}@example.com`,
    ...changes,
  });
const requestOf = async (id: number) =>
  (await db().select().from(clubRequests).where(eq(clubRequests.id, id)))[0];
const invitationsTo = (email: string) =>
  db().select().from(staffInvitations).where(eq(staffInvitations.email, email));

describe('a request for a club', () => {
  test('is kept until somebody decides, and shows no club to anybody', async () => {
    const wanted = asking({ timeZone: 'europe/madrid' });
    const { id, state } = await askForClub(visitor(), wanted);
    expect(state).toBe('asked');
    expect(await requestOf(id)).toMatchObject({ ...wanted, address: '', timeZone: 'Europe/Madrid' });
    expect((await refusalOf(getClub(id))).code).toBe('not_found');
    expect(await invitationsTo(wanted.email)).toEqual([]);
  });

  test('is answered again when the same club is asked for again', async () => {
    const wanted = asking();
    const first = await askForClub(visitor(), wanted);
    expect(await askForClub(visitor(), wanted)).toEqual(first);
  });

  test('is refused to a mailbox that waits for five answers', async () => {
    const { email } = asking();
    for (let n = 0; n < 5; n += 1) await askForClub(visitor(), asking({ email }));
    expect((await refusalOf(askForClub(visitor(), asking({ email })))).code).toBe('conflict');
  });

  test('is refused to an address after ten in an hour', async () => {
    const from = visitor();
    for (let n = 0; n < 10; n += 1) await askForClub(from, asking());
    expect((await refusalOf(askForClub(from, asking()))).code).toBe('rate_limited');
  });

  test.each([
    ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }],
    ['a currency that cannot be charged', { currency: 'XXX' }],
    ['a country that is none', { country: 'Spain' }],
    ['a name with markup', { name: '<b>Club</b>' }],
    ['a mailbox that is none', { email: 'nobody' }],
  ])('is refused with %s', (_, changes) => {
    expect(() => asking(changes)).toThrow();
  });

  test('is taken in at once where sign-up is open, and Pista itself invites the owner', async () => {
    const wanted = asking();
    const { id, state } = await askForClub(visitor(), wanted, 'open');
    expect(state).toBe('approved');
    expect((await getClub(id)).name).toBe(wanted.name);
    expect(await invitationsTo(wanted.email)).toMatchObject([{ clubId: id, role: 'owner', invitedBy: null }]);
  });
});

describe('an operator', () => {
  test('takes in a club under the id of its request and invites its owner in their language', async () => {
    const { id, email, name } = await makeClubRequest({ locale: 'en', name: 'Pádel Ñandú' });
    const ctx = await operator();
    expect(await approveClub(ctx, id)).toEqual({ id, state: 'approved' });
    expect(await getClub(id)).toMatchObject({
      name,
      slug: expect.stringMatching(/^padel-nandu-madrid/),
      publishedAt: null,
      courts: [],
    });
    expect(await requestOf(id)).toBeUndefined();
    const [invitation] = await invitationsTo(email);
    expect(invitation).toMatchObject({ clubId: id, role: 'owner', acceptedAt: null });
    const [notice] = await db()
      .select()
      .from(notices)
      .where(eq(notices.objectId, invitation?.id ?? ''));
    expect(notice).toMatchObject({ kind: 'staff_invited', locale: 'en', recipient: email });
    const [step] = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entity, 'club'), eq(audit.entityId, String(id))));
    expect(step).toMatchObject({ fromState: 'asked', toState: 'approved' });
    expect(JSON.stringify(step)).not.toContain(email);
  });

  test('sees in a preview that it can be taken in, and nothing is written', async () => {
    const { id } = await makeClubRequest();
    expect(await approveClub({ ...(await operator()), preview: true }, id)).toEqual({
      id,
      state: 'approved',
    });
    expect(await requestOf(id)).toBeDefined();
  });

  test('of two at once takes it in, and the other one hears so', async () => {
    const { id, email } = await makeClubRequest();
    const [one, other] = [await operator(), await operator()];
    const answers = await Promise.allSettled([approveClub(one, id), approveClub(other, id)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = answers.find(({ status }) => status === 'rejected');
    expect(lost).toMatchObject({ reason: { code: 'conflict' } });
    expect(await invitationsTo(email)).toHaveLength(1);
  });

  test('refuses one, of which its mailbox is told and nothing else is kept', async () => {
    const { id, name, email } = await makeClubRequest({ locale: 'en' });
    await refuseClub({ ...(await operator()), preview: true }, id);
    expect(await requestOf(id)).toBeDefined();
    await refuseClub(await operator(), id);
    expect(await requestOf(id)).toBeUndefined();
    const told = await db().select().from(notices).where(eq(notices.recipient, email));
    const mail = { kind: 'club_refused', channel: 'email', locale: 'en', detail: { clubName: name } };
    expect(told).toMatchObject([mail]);
    expect((await refusalOf(approveClub(await operator(), id))).code).toBe('not_found');
  });

  test('is the only one who decides', async () => {
    const { id } = await makeClubRequest();
    const player = personContext(await makeUser());
    for (const decide of [approveClub, refuseClub]) {
      expect((await refusalOf(decide(player, id))).code).toBe('forbidden');
      expect((await refusalOf(decide(visitor(), id))).code).toBe('unauthenticated');
    }
  });
});

/** A club as it is when it was taken in, and its staff. */
async function arrived() {
  const { id } = await makeClubRequest({ city: `Villa ${randomUUID().slice(0, 8)}` });
  await approveClub(await operator(), id);
  const as = async (role: StaffRole) => personContext(await makeUser(), { staff: [{ clubId: id, role }] });
  return { id, club: await getClub(id), owner: await as('owner'), as };
}

const FACTS = clubChangesSchema.parse({
  revision: 0,
  address: 'Calle Uría 1',
  latitude: 43.53,
  longitude: -5.66,
  about: { es: 'Un club.', en: 'A club.' },
  phone: '+34985000000',
});
const WEEK = { days: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '08:00', closes: '22:00' })) };
const setHours = (ctx: Context, id: number) =>
  setOpeningHours(ctx, String(id), openingHoursSchema.parse({ revision: 0, seasons: [WEEK] }));
const setPrices = (ctx: Context, id: number) => {
  const rules = [{ name: { es: 'Tarifa', en: 'Rate' }, price_per_hour: '30.00' }];
  return setPriceRules(ctx, String(id), priceRulesSchema.parse({ revision: 0, rules }));
};

/** The same with all that it needs, but unpublished. */
async function readyClub() {
  const made = await arrived();
  await changeClub(made.owner, String(made.id), FACTS);
  const court = await makeCourt({ clubId: made.id });
  await setHours(made.owner, made.id);
  await setPrices(made.owner, made.id);
  return { ...made, court };
}

const done = async (ctx: Context, id: number) =>
  (await readSetUp(ctx, String(id))).steps.filter(({ isDone }) => isDone).map(({ step }) => step);

describe('the set-up of a club', () => {
  test('finds each step done from what the club has', async () => {
    const { id, owner } = await arrived();
    expect(await readSetUp(owner, String(id))).toMatchObject({
      state: 'approved',
      facts: ['address', 'coordinates', 'about_es', 'about_en', 'contact'],
    });
    expect(await done(owner, id)).toEqual([]);
    await changeClub(owner, String(id), FACTS);
    expect(await done(owner, id)).toEqual(['facts']);
    const { id: courtId } = await makeCourt({ clubId: id });
    expect(await done(owner, id)).toEqual(['facts', 'courts']);
    await setHours(owner, id);
    expect(await done(owner, id)).toEqual(['facts', 'courts', 'hours', 'policy']);
    await setPrices(owner, id);
    expect(await done(owner, id)).toEqual(['facts', 'courts', 'hours', 'prices', 'policy']);
    await makeInvitation({ clubId: id });
    await makeInvitation({ clubId: id });
    await makeReservation({ clubId: id, courtId });
    expect(await done(owner, id)).toEqual([
      'facts',
      'courts',
      'hours',
      'prices',
      'policy',
      'team',
      'test_booking',
    ]);
  });

  test('asks for a policy that fits the hours', async () => {
    const { id, owner } = await readyClub();
    await changeClub(owner, String(id), {
      revision: 1,
      durations: [240],
      leadMinutes: 10_080,
      horizonDays: 1,
    });
    expect(await done(owner, id)).not.toContain('policy');
  });

  test('is for the staff alone', async () => {
    const { id } = await arrived();
    expect((await refusalOf(readSetUp(personContext(await makeUser()), String(id)))).code).toBe('not_found');
  });
});

describe('a club that was taken in', () => {
  const searchIn = async (city: string, date = inDays(2)) =>
    (await searchClubs(anonymousContext(), searchClubsSchema.parse({ date, city, duration: 60 }))).clubs;

  test('is published by its owner once nothing is missing, and then sells', async () => {
    const { id, owner, club } = await arrived();
    const refusal = await refusalOf(publishClub(owner, String(id)));
    expect(refusal).toMatchObject({
      code: 'conflict',
      details: { missing: ['facts', 'courts', 'hours', 'prices', 'policy'] },
    });
    const ready = await readyClub();
    expect(ready.club.publishedAt).toBeNull();
    expect((await clubsIn(ready.club.city)).some((other) => other.id === ready.id)).toBe(false);
    expect(await publishClub(ready.owner, String(ready.id))).toMatchObject({
      state: 'published',
      operationId: expect.any(String),
    });
    const [found] = await searchIn(ready.club.city);
    expect(found?.starts.length).toBeGreaterThan(0);
    expect((await getClub(club.id)).publishedAt).toBeNull();
  });

  test('is seen by its staff alone before that, and sells nothing', async () => {
    const { id, owner, club, court } = await readyClub();
    expect((await getSeenClub(owner, club.slug)).id).toBe(id);
    expect((await refusalOf(getSeenClub(visitor(), club.slug))).code).toBe('not_found');
    const slots = { courtId: court.id, date: inDays(2), duration: 60 };
    expect((await refusalOf(findCourtSlots(visitor(), slots))).code).toBe('not_found');
    expect((await findCourtSlots(owner, slots)).slots).toEqual([]);
    expect(await searchIn(club.city)).toEqual([]);
    await refreshSearchIndex(id);
    const hits = () => searchDocuments(searchDocumentsSchema.parse({ q: club.name, type: 'club' }));
    expect((await hits()).results.map((hit) => hit.id)).not.toContain(id);
    const start = { courtId: court.id, date: inDays(2), startTime: '10:00', durationMinutes: 60 };
    const held = refusalOf(holdSlot(personContext(await makeUser()), holdSlotSchema.parse(start)));
    expect((await held).details).toEqual({ reason: 'sales_paused' });
    await publishClub(owner, club.slug);
    await refreshSearchIndex(id);
    expect((await hits()).results.map((hit) => hit.id)).toContain(id);
  });

  test('sells nothing online while it pauses, and its desk books on', async () => {
    const { id, owner, as, club, court } = await readyClub();
    const manager = await as('manager');
    expect((await refusalOf(pauseSales(manager, String(id)))).code).toBe('conflict');
    await publishClub(owner, String(id));
    expect(await pauseSales(manager, String(id))).toMatchObject({ state: 'paused' });
    expect(await pauseSales(manager, String(id))).toMatchObject({ state: 'paused', operationId: null });
    const [found] = await searchIn(club.city);
    expect(found?.starts).toEqual([]);
    const start = { courtId: court.id, date: inDays(2), startTime: '10:00', durationMinutes: 60 };
    const player = personContext(await makeUser());
    expect((await refusalOf(holdSlot(player, holdSlotSchema.parse(start)))).details).toEqual({
      reason: 'sales_paused',
    });
    const wish = {
      courtIds: [court.id],
      date: start.date,
      startTime: '12:00',
      durationMinutes: 60,
      kind: 'walk_in',
    };
    await bookAtDesk(await as('desk'), String(id), bookAtDeskSchema.parse(wish));
    expect(await resumeSales(manager, String(id))).toMatchObject({ state: 'published' });
    expect(await holdSlot(player, holdSlotSchema.parse(start))).toBeDefined();
  });

  test('changes nothing in a preview', async () => {
    const { id, owner } = await readyClub();
    expect(await publishClub({ ...owner, preview: true }, String(id))).toMatchObject({
      state: 'published',
      operationId: null,
    });
    const [row] = await db().select().from(clubs).where(eq(clubs.id, id));
    expect(row?.publishedAt).toBeNull();
  });

  test('is published by its owner and paused by a manager, and by nobody below', async () => {
    const { id, as } = await readyClub();
    expect((await refusalOf(publishClub(await as('manager'), String(id)))).code).toBe('forbidden');
    for (const change of [pauseSales, resumeSales])
      expect((await refusalOf(change(await as('desk'), String(id)))).code).toBe('forbidden');
    const foreign = personContext(await makeUser(), {
      staff: [{ clubId: (await makeClub()).id, role: 'owner' }],
    });
    expect((await refusalOf(publishClub(foreign, String(id)))).code).toBe('not_found');
  });
});
