import { randomUUID } from 'node:crypto';
import { db, transaction } from '@/db';
import { notices, operationServices, operations, participants, refunds } from '@/db/schema';
import { insertApiToken } from '@/lib/accounts/create-api-token';
import { signedToken } from '@/lib/auth/signed-token';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { deleteClub } from '@/lib/clubs/delete-club';
import { systemContext } from '@/lib/core/context';
import { firstInstantOf, MINUTE_MS } from '@/lib/core/time';
import { getPlanner } from '@/lib/desk/get-planner';
import { createSeries } from '@/lib/desk/series/create-series';
import { createSeriesSchema } from '@/lib/desk/series/read-series-wish';
import { tell } from '@/lib/notices/notify';
import { writeAct } from '@/lib/records/acts';
import { gameToken } from '@/lib/reservations/game/game-link';
import { inDays } from './bookings';
import {
  type Club,
  makeClub,
  makeClubRequest,
  makeCourt,
  makeInvitation,
  makeCustomer,
  makeDue,
  makePayment,
  makeReservation,
  makeStaff,
  makeTillEntry,
  makeTillShift,
  makeUser,
  personContext,
  type User,
} from './factories';
import { makePhoto, makePicture, photoForm } from './pictures';
import { makeClubKey } from './requests';

/** The actors, in the order of the columns. `reader` is a key of the player's that may only read. */
export const WHO = [
  'nobody',
  'player',
  'other',
  'desk',
  'manager',
  'owner',
  'accountant',
  'foreign',
  'operator',
  'reader',
] as const;
export type Who = (typeof WHO)[number];

export type World = {
  club: Club;
  people: Record<Exclude<Who, 'nobody' | 'reader'>, User>;
  /** The present actor. An anonymous one is given the player's data. */
  asker: User;
};

export type Asked = { path: string; body?: object; form?: FormData };
type Row = {
  /** One status for everybody, or one for each of `WHO`. */
  statuses: number | readonly number[];
  /** The object of the request, made anew for each actor. */
  ask?: (world: World) => Promise<Asked> | Asked;
};

const signedIn = (good: number) => [401, ...Array.from({ length: 9 }, () => good)];
/** A write to one's own data, which a read-only key may not do. */
const writesOwn = (good: number) => [401, ...Array.from({ length: 8 }, () => good), 403];
/** What a reader's key of the player may do at a club is what the player may. */
const seenAtDesk = [401, 404, 404, 200, 200, 200, 403, 404, 200, 404];
const staffAndPlayer = [401, 200, 404, 200, 200, 200, 200, 404, 200, 200];

/** As `PATCH /clubs/{id}`: nothing at a club without a role there, refused below owner. A read-only key is a player's. */
const ownersOnly = (good: number) => [401, 404, 404, 403, 403, good, 403, 404, good, 404];

/** The set-up of a club, which all of its staff may see and managers may change. */
const seenByStaff = [401, 404, 404, 200, 200, 200, 200, 404, 200, 404];
const byManagers = (good: number) => [401, 404, 404, 403, good, good, 403, 404, good, 403];

/** A new club with the same staff. */
const aClubOf = async ({ people }: World): Promise<number> => {
  const { id } = await makeClub();
  for (const role of ['desk', 'manager', 'owner', 'accountant'] as const)
    await makeStaff(people[role].id, id, role);
  dropCatalogue();
  return id;
};

const aMember = async ({ club }: World): Promise<string> => {
  const { id } = await makeUser();
  await makeStaff(id, club.id, 'desk');
  const role = await db().query.staffRoles.findFirst({ where: (row, { eq }) => eq(row.userId, id) });
  return role?.id ?? '';
};

const booking = async ({ club, people }: World, status: 'confirmed' | 'payment_pending' = 'confirmed') => {
  const reservation = await makeReservation({
    courtId: (await makeCourt({ clubId: club.id })).id,
    userId: people.player.id,
    status,
  });
  return { reservation, payment: status === 'confirmed' ? await makePayment(reservation) : null };
};
const ofBooking = (tail: string, body?: object) => async (world: World) => ({
  path: `/reservations/${(await booking(world)).reservation.id}${tail}`,
  ...(body && { body }),
});
const byLink = [...Array.from({ length: 9 }, () => 200), 403];
const ofSharedGame = (tail: string, body?: object) => async (world: World) => ({
  path: `/games/${gameToken((await booking(world)).reservation)}${tail}`,
  ...(body && { body }),
});
/** A game that has begun, on a court of its own. */
const gameNow = async ({ club, people }: World, state: Parameters<typeof makeReservation>[0] = {}) =>
  makeReservation({
    courtId: (await makeCourt({ clubId: club.id })).id,
    userId: people.player.id,
    startsAt: new Date(Date.now() - 10 * MINUTE_MS),
    ...state,
  });
const ofGame = (tail: string, state?: Parameters<typeof makeReservation>[0]) => async (world: World) => ({
  path: `/reservations/${(await gameNow(world, state)).id}${tail}`,
  body: { revision: 0 },
});
/** A player of a game that has begun. */
const seatNow = async (world: World) => {
  const { id: reservationId } = await gameNow(world);
  await db().insert(participants).values({ reservationId, position: 0, name: 'Eva' });
  return `/reservations/${reservationId}/participants/0/check-in`;
};
/** What each role at a club may do with its people. Managers may all of it. */
const atDesk = (good: number) => [401, 404, 404, good, good, good, 403, 404, good, 403];
const aMessage = async (
  { club }: World,
  state: Pick<typeof notices.$inferInsert, 'channel' | 'status'>,
): Promise<string> => {
  const { id: customerId, email } = await makeCustomer(club.id, { email: `${randomUUID()}@example.com` });
  const courtId = (await makeCourt({ clubId: club.id })).id;
  const { id } = await makeReservation({ clubId: club.id, courtId, userId: null, customerId });
  const about = { kind: 'reservation_confirmation', objectId: id, reservationId: id, locale: 'es' } as const;
  const [written] = await db()
    .insert(notices)
    .values({ ...about, ...state, clubId: club.id, customerId, recipient: email ?? '' })
    .returning();
  return written?.id ?? '';
};
const aReminder = async ({ people }: World): Promise<string> => {
  const about = { kind: 'reservation_reminder', objectId: randomUUID(), channel: 'email' } as const;
  const to = { userId: people.player.id, recipient: people.player.email, locale: 'es' } as const;
  const [written] = await db()
    .insert(notices)
    .values({ ...about, ...to })
    .returning();
  return written?.id ?? '';
};
const byManager = [401, 404, 404, 403, 200, 200, 403, 404, 200, 403];
const ofCustomer =
  (tail: string, body?: object, state: Parameters<typeof makeCustomer>[1] = {}) =>
  async ({ club }: World) => ({
    path: `/customers/${(await makeCustomer(club.id, state)).id}${tail}`,
    ...(body && { body }),
  });
/** What each role may see of a club's dues and till. */
const seenOfMoney = [401, 404, 404, 200, 200, 200, 200, 404, 200, 404];
const owedBooking = async (world: World) => {
  const { id: courtId } = await makeCourt({ clubId: world.club.id });
  return makeReservation({ courtId, userId: world.people.player.id });
};
const ofDue = (tail: string, body: object) => async (world: World) => ({
  path: `/dues/${(await makeDue(await owedBooking(world))).id}${tail}`,
  body,
});
const aFailedRefund = async (world: World): Promise<string> => {
  const { id: paymentId } = await makePayment(await owedBooking(world));
  const money = { amountMinor: 1000, currency: 'EUR' } as const;
  const [failed] = await db()
    .insert(refunds)
    .values({ paymentId, ...money, status: 'failed', cause: 'staff', requestedBy: 'staff:test' })
    .returning();
  return failed?.id ?? '';
};
const aShift = ({ club, asker }: World) => makeTillShift(club.id, asker.id, { name: randomUUID() });
const aNewCourt = () => ({
  name: `Pista ${randomUUID()}`.slice(0, 40),
  sport: 'padel',
  indoor: true,
  surface: 'turf',
  format: 'double',
});
const aNewSeries = (courtId: number) => ({
  court_id: courtId,
  kind: 'block',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  start_time: '10:00',
  duration: 60,
  from: inDays(3),
  until: inDays(4),
});
const aSeries = async ({ club, people }: World): Promise<string> => {
  const { id } = await makeCourt({ clubId: club.id });
  const ctx = personContext(people.manager, { staff: [{ clubId: club.id, role: 'manager' }] });
  const { court_id: courtId, start_time: startTime, duration, ...same } = aNewSeries(id);
  const wish = createSeriesSchema.parse({ ...same, courtId, startTime, durationMinutes: duration });
  const { written } = await createSeries(ctx, String(club.id), wish);
  return written?.seriesId ?? '';
};
const day = () => new URLSearchParams({ date: inDays(2), duration: '90' });

/** Every endpoint of the contract, by method and path. */
export const AUTHORIZATION: Record<string, Row> = {
  'GET /clubs': { statuses: 200 },
  'POST /clubs': {
    statuses: [...Array.from({ length: 9 }, () => 201), 403],
    ask: () => ({
      path: '/clubs',
      body: { name: 'Pádel Nuevo', city: 'Madrid', sport: 'padel', email: `${randomUUID()}@example.com` },
    }),
  },
  'POST /clubs/{id}/approve': {
    statuses: [401, 403, 403, 403, 403, 403, 403, 403, 200, 403],
    ask: async () => ({ path: `/clubs/${(await makeClubRequest()).id}/approve` }),
  },
  'GET /clubs/{id}/set-up': {
    statuses: seenByStaff,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/set-up` }),
  },
  'POST /clubs/{id}/publish': {
    statuses: [401, 404, 404, 403, 403, 200, 403, 404, 200, 403],
    ask: ({ club }) => ({ path: `/clubs/${club.id}/publish` }),
  },
  'POST /clubs/{id}/pause': {
    statuses: byManagers(200),
    ask: async (world) => ({ path: `/clubs/${await aClubOf(world)}/pause` }),
  },
  'POST /clubs/{id}/resume': {
    statuses: byManagers(200),
    ask: ({ club }) => ({ path: `/clubs/${club.id}/resume` }),
  },
  'GET /clubs/{id}': { statuses: 200, ask: ({ club }) => ({ path: `/clubs/${club.slug}` }) },
  'PATCH /clubs/{id}': {
    statuses: [401, 404, 404, 403, 403, 200, 403, 404, 200, 403],
    ask: async (world) => ({
      path: `/clubs/${await aClubOf(world)}`,
      body: { revision: 0, phone: '+34910000000' },
    }),
  },
  'DELETE /clubs/{id}': {
    statuses: [401, 404, 404, 403, 403, 200, 403, 404, 200, 403],
    ask: async (world) => ({ path: `/clubs/${await aClubOf(world)}` }),
  },
  'GET /clubs/{id}/export': {
    statuses: ownersOnly(200),
    ask: ({ club }) => ({ path: `/clubs/${club.id}/export` }),
  },
  'POST /clubs/{id}/restore': {
    statuses: [401, 404, 404, 403, 403, 200, 403, 404, 200, 403],
    ask: async (world) => {
      const id = await aClubOf(world);
      await deleteClub(systemContext('test'), String(id));
      return { path: `/clubs/${id}/restore` };
    },
  },
  'GET /clubs/{id}/opening-hours': {
    statuses: seenByStaff,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/opening-hours` }),
  },
  'PUT /clubs/{id}/opening-hours': {
    statuses: byManagers(200),
    ask: async (world) => {
      const id = await aClubOf(world);
      return { path: `/clubs/${id}/opening-hours`, body: { revision: 0, seasons: [] } };
    },
  },
  'GET /clubs/{id}/special-days': {
    statuses: seenByStaff,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/special-days` }),
  },
  'PUT /clubs/{id}/special-days': {
    statuses: byManagers(200),
    ask: async (world) => {
      const id = await aClubOf(world);
      return { path: `/clubs/${id}/special-days`, body: { revision: 0, days: [] } };
    },
  },
  'GET /clubs/{id}/courts': {
    statuses: seenByStaff,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/courts` }),
  },
  'POST /clubs/{id}/courts': {
    statuses: byManagers(201),
    ask: async (world) => ({ path: `/clubs/${await aClubOf(world)}/courts`, body: aNewCourt() }),
  },
  'PUT /clubs/{id}/courts/order': {
    statuses: byManagers(200),
    ask: async (world) => {
      const clubId = await aClubOf(world);
      const { id } = await makeCourt({ clubId });
      return { path: `/clubs/${clubId}/courts/order`, body: { court_ids: [id] } };
    },
  },
  'GET /clubs/{id}/photos': {
    statuses: seenByStaff,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/photos` }),
  },
  'POST /clubs/{id}/photos': {
    statuses: byManagers(201),
    ask: async (world) => ({
      path: `/clubs/${await aClubOf(world)}/photos`,
      form: photoForm(await makePicture()),
    }),
  },
  'PUT /clubs/{id}/photos/order': {
    statuses: byManagers(200),
    ask: async (world) => {
      const clubId = await aClubOf(world);
      const { id } = await makePhoto(clubId);
      return { path: `/clubs/${clubId}/photos/order`, body: { photo_ids: [id] } };
    },
  },
  'PATCH /clubs/{id}/photos/{photo_id}': {
    statuses: byManagers(200),
    ask: async ({ club }) => ({
      path: `/clubs/${club.id}/photos/${(await makePhoto(club.id)).id}`,
      body: { revision: 0, court_id: null },
    }),
  },
  'DELETE /clubs/{id}/photos/{photo_id}': {
    statuses: byManagers(204),
    ask: async ({ club }) => ({ path: `/clubs/${club.id}/photos/${(await makePhoto(club.id)).id}` }),
  },
  'PATCH /courts/{id}': {
    statuses: byManagers(200),
    ask: async ({ club }) => ({
      path: `/courts/${(await makeCourt({ clubId: club.id })).id}`,
      body: { revision: 0, indoor: false },
    }),
  },
  'DELETE /courts/{id}': {
    statuses: byManagers(200),
    ask: async ({ club }) => ({ path: `/courts/${(await makeCourt({ clubId: club.id })).id}` }),
  },
  'GET /clubs/{id}/price-rules': {
    statuses: seenByStaff,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/price-rules` }),
  },
  'PUT /clubs/{id}/price-rules': {
    statuses: byManagers(200),
    ask: async (world) => {
      const id = await aClubOf(world);
      return { path: `/clubs/${id}/price-rules`, body: { revision: 0, rules: [] } };
    },
  },
  'GET /clubs/{id}/categories': {
    statuses: seenByStaff,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/categories` }),
  },
  'PUT /clubs/{id}/categories': {
    statuses: byManagers(200),
    ask: async (world) => {
      const id = await aClubOf(world);
      return { path: `/clubs/${id}/categories`, body: { revision: 0, categories: [] } };
    },
  },
  'GET /clubs/{id}/extras': {
    statuses: seenByStaff,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/extras` }),
  },
  'PUT /clubs/{id}/extras': {
    statuses: byManagers(200),
    ask: async (world) => {
      const id = await aClubOf(world);
      return { path: `/clubs/${id}/extras`, body: { revision: 0, extras: [] } };
    },
  },
  'GET /clubs/{id}/prices': {
    statuses: seenByStaff,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/prices?date=${inDays(3)}&duration=60` }),
  },
  'GET /clubs/{id}/series': {
    statuses: seenAtDesk,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/series` }),
  },
  'POST /clubs/{id}/series': {
    statuses: byManagers(201),
    ask: async ({ club }) => {
      const { id } = await makeCourt({ clubId: club.id });
      dropCatalogue();
      return { path: `/clubs/${club.id}/series`, body: aNewSeries(id) };
    },
  },
  'PATCH /series/{id}': {
    statuses: byManagers(200),
    ask: async (world) => ({
      path: `/series/${await aSeries(world)}`,
      body: { scope: 'all', revision: 0, start_time: '11:00' },
    }),
  },
  'DELETE /series/{id}': {
    statuses: byManagers(200),
    ask: async (world) => ({ path: `/series/${await aSeries(world)}?scope=all&revision=0` }),
  },
  'GET /clubs/{id}/team': {
    statuses: ownersOnly(200),
    ask: ({ club }) => ({ path: `/clubs/${club.id}/team` }),
  },
  'POST /clubs/{id}/team': {
    statuses: [...ownersOnly(201).slice(0, -1), 403],
    ask: ({ club }) => ({
      path: `/clubs/${club.id}/team`,
      body: { email: `${randomUUID()}@pista.test`, role: 'desk' },
    }),
  },
  'PATCH /team/{id}': {
    statuses: [...ownersOnly(200).slice(0, -1), 403],
    ask: async (world) => ({ path: `/team/${await aMember(world)}`, body: { role: 'manager' } }),
  },
  'DELETE /team/{id}': {
    statuses: [...ownersOnly(204).slice(0, -1), 403],
    ask: async (world) => ({ path: `/team/${await aMember(world)}` }),
  },
  'GET /clubs/{id}/keys': {
    statuses: ownersOnly(200),
    ask: ({ club }) => ({ path: `/clubs/${club.id}/keys` }),
  },
  'POST /clubs/{id}/keys': {
    statuses: [...ownersOnly(201).slice(0, -1), 403],
    ask: async (world) => ({
      path: `/clubs/${await aClubOf(world)}/keys`,
      body: { name: 'Caja', role: 'desk' },
    }),
  },
  'DELETE /clubs/{id}/keys/{key_id}': {
    statuses: [...ownersOnly(204).slice(0, -1), 403],
    ask: async ({ club, people }) => ({
      path: `/clubs/${club.id}/keys/${(await makeClubKey(people.owner, club.id, 'desk')).id}`,
    }),
  },
  'POST /invitations/{token}/accept': {
    // To the mailbox of somebody whose session is staff's already. Anybody else is told whose it is.
    statuses: [401, 403, 403, 200, 403, 403, 403, 403, 403, 403],
    ask: async ({ people }) => {
      const { token } = await makeInvitation({ email: people.desk.email, invitedBy: people.owner.id });
      return { path: `/invitations/${token}/accept` };
    },
  },
  'GET /clubs/{id}/planner': {
    statuses: seenAtDesk,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/planner?date=${inDays(2)}` }),
  },
  'GET /clubs/{id}/planner/changes': {
    statuses: seenAtDesk,
    ask: async ({ club, people }) => {
      const desk = personContext(people.desk, { staff: [{ clubId: club.id, role: 'desk' }] });
      const { cursor } = await getPlanner(desk, String(club.id), { date: inDays(2), view: 'day' });
      return { path: `/clubs/${club.id}/planner/changes?date=${inDays(2)}&since=${cursor}` };
    },
  },
  'POST /clubs/{id}/quote': {
    statuses: seenAtDesk,
    ask: async ({ club }) => {
      const { id } = await makeCourt({ clubId: club.id });
      dropCatalogue();
      const wish = { court_id: id, date: inDays(2), start_time: '10:00', duration: 90 };
      return { path: `/clubs/${club.id}/quote`, body: wish };
    },
  },
  'GET /clubs/{id}/bookings': {
    statuses: seenAtDesk,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/bookings?q=norte` }),
  },
  'POST /clubs/{id}/bookings': {
    statuses: atDesk(201),
    ask: async ({ club }) => {
      const { id } = await makeCourt({ clubId: club.id });
      dropCatalogue();
      const place = { court_ids: [id], date: inDays(2), start_time: '10:00', duration: 90 };
      return { path: `/clubs/${club.id}/bookings`, body: { ...place, kind: 'walk_in' } };
    },
  },
  'POST /clubs/{id}/bookings/cancel': {
    statuses: atDesk(200),
    ask: async (world) => ({
      path: `/clubs/${world.club.id}/bookings/cancel`,
      body: { ids: [(await booking(world)).reservation.id] },
    }),
  },
  'GET /clubs/{id}/exports/bookings.csv': {
    // A key that may only read is the player's.
    statuses: [401, 404, 404, 403, 200, 200, 200, 404, 200, 404],
    ask: ({ club }) => ({ path: `/clubs/${club.id}/exports/bookings.csv` }),
  },
  'POST /clubs/sync': { statuses: [401, 403, 403, 403, 403, 403, 403, 403, 200, 403] },
  'GET /clubs/{id}/search': {
    statuses: seenAtDesk,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/search?q=ana` }),
  },
  'GET /clubs/{id}/activity': {
    statuses: [401, 404, 404, 200, 200, 200, 200, 404, 200, 404],
    ask: ({ club }) => ({ path: `/clubs/${club.id}/activity` }),
  },
  'GET /clubs/{id}/customers': {
    statuses: [401, 404, 404, 200, 200, 200, 403, 404, 200, 404],
    ask: ({ club }) => ({ path: `/clubs/${club.id}/customers` }),
  },
  'POST /clubs/{id}/customers': {
    statuses: atDesk(201),
    ask: ({ club }) => ({ path: `/clubs/${club.id}/customers`, body: { name: 'Lucía Sincuenta' } }),
  },
  'GET /customers/{id}': {
    statuses: [401, 404, 404, 200, 200, 200, 403, 404, 200, 404],
    ask: ofCustomer(''),
  },
  'PATCH /customers/{id}': { statuses: atDesk(200), ask: ofCustomer('', { revision: 0, note: 'Zurda' }) },
  'POST /customers/{id}/block': { statuses: byManager, ask: ofCustomer('/block', { reason: 'No vino' }) },
  'POST /customers/{id}/unblock': {
    statuses: byManager,
    ask: ofCustomer('/unblock', undefined, { blockedAt: new Date(), blockReason: 'No vino' }),
  },
  'POST /customers/{id}/merge': {
    statuses: byManager,
    ask: async (world) => ofCustomer('/merge', { into: (await makeCustomer(world.club.id)).id })(world),
  },
  'POST /customers/{id}/settle': {
    statuses: atDesk(200),
    ask: async ({ club }) => {
      const { id } = await makeCustomer(club.id);
      const { id: courtId } = await makeCourt({ clubId: club.id });
      await makeDue(await makeReservation({ courtId, clubId: club.id, userId: null, customerId: id }));
      return { path: `/customers/${id}/settle`, body: { method: 'bizum' } };
    },
  },
  'POST /customers/{id}/erase': { statuses: byManager, ask: ofCustomer('/erase') },
  'GET /clubs/{id}/waiting': {
    statuses: seenAtDesk,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/waiting` }),
  },
  'GET /clubs/{id}/messages': {
    statuses: seenAtDesk,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/messages?tab=all` }),
  },
  'POST /clubs/{id}/messages': {
    statuses: atDesk(200),
    ask: async ({ club }) => ({
      path: `/clubs/${club.id}/messages`,
      body: { text: 'Llueve', customer_ids: [(await makeCustomer(club.id)).id] },
    }),
  },
  'POST /messages/{id}/resend': {
    statuses: atDesk(201),
    ask: async (world) => ({
      path: `/messages/${await aMessage(world, { channel: 'email', status: 'sent' })}/resend`,
    }),
  },
  'POST /messages/{id}/called': {
    statuses: atDesk(200),
    ask: async (world) => ({
      path: `/messages/${await aMessage(world, { channel: 'call', status: 'pending' })}/called`,
      body: { note: 'Lo sabe' },
    }),
  },
  'POST /clubs/{id}/dues/links': {
    statuses: atDesk(200),
    ask: ({ club }) => ({ path: `/clubs/${club.id}/dues/links`, body: {} }),
  },
  'GET /clubs/{id}/dues': {
    statuses: seenOfMoney,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/dues?open=true` }),
  },
  'POST /dues/{id}/pay': { statuses: atDesk(200), ask: ofDue('/pay', { method: 'bizum' }) },
  'POST /dues/{id}/link': { statuses: atDesk(200), ask: ofDue('/link', { channel: 'email' }) },
  'POST /dues/{id}/waive': { statuses: byManager, ask: ofDue('/waive', { reason: 'Llovió' }) },
  'GET /clubs/{id}/failed-refunds': {
    // A key that may only read is the player's.
    statuses: [401, 404, 404, 403, 200, 200, 200, 404, 200, 404],
    ask: ({ club }) => ({ path: `/clubs/${club.id}/failed-refunds` }),
  },
  'POST /refunds/{id}/retry': {
    statuses: byManager,
    ask: async (world) => ({ path: `/refunds/${await aFailedRefund(world)}/retry` }),
  },
  'POST /refunds/{id}/paid-by-hand': {
    statuses: byManager,
    ask: async (world) => ({
      path: `/refunds/${await aFailedRefund(world)}/paid-by-hand`,
      body: { note: 'En efectivo, recibo 12' },
    }),
  },
  'GET /clubs/{id}/till/shifts': {
    statuses: seenOfMoney,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/till/shifts` }),
  },
  'POST /clubs/{id}/till/shifts': {
    statuses: atDesk(201),
    ask: ({ club }) => ({
      path: `/clubs/${club.id}/till/shifts`,
      body: { name: randomUUID(), float: '100.00' },
    }),
  },
  'GET /till/shifts/{id}': {
    statuses: seenOfMoney,
    ask: async (world) => ({ path: `/till/shifts/${(await aShift(world)).id}` }),
  },
  'GET /till/shifts/{id}/report.csv': {
    statuses: seenOfMoney,
    ask: async (world) => ({ path: `/till/shifts/${(await aShift(world)).id}/report.csv` }),
  },
  'POST /till/shifts/{id}/close': {
    statuses: atDesk(200),
    ask: async (world) => ({
      path: `/till/shifts/${(await aShift(world)).id}/close`,
      body: { counted: '100.00' },
    }),
  },
  'GET /clubs/{id}/till/entries': {
    statuses: seenOfMoney,
    ask: ({ club }) => ({ path: `/clubs/${club.id}/till/entries` }),
  },
  'POST /clubs/{id}/till/entries': {
    statuses: atDesk(201),
    ask: async (world) => ({
      path: `/clubs/${world.club.id}/till/entries`,
      body: { kind: 'cash_in', amount: '5.00', note: 'Cambio', shift_id: (await aShift(world)).id },
    }),
  },
  'POST /till/entries/{id}/reverse': {
    statuses: atDesk(200),
    ask: async (world) => {
      const { id } = await makeTillEntry(await owedBooking(world), { takenBy: world.asker.id });
      return { path: `/till/entries/${id}/reverse`, body: { reason: 'Era otra' } };
    },
  },
  'GET /courts/search': {
    statuses: 200,
    ask: () => ({ path: `/courts/search?${day()}&time=10:00&city=Madrid` }),
  },
  'GET /courts/{id}/availability': {
    statuses: 200,
    ask: async ({ club }) => {
      const { id } = await makeCourt({ clubId: club.id });
      dropCatalogue();
      return { path: `/courts/${id}/availability?${day()}` };
    },
  },
  'POST /courts/{id}/shift': {
    statuses: atDesk(200),
    ask: async ({ club, people }) => {
      const { id } = await makeCourt({ clubId: club.id });
      const startsAt = new Date(firstInstantOf(inDays(4), 10 * 60, club.timeZone));
      await makeReservation({ clubId: club.id, courtId: id, userId: people.player.id, startsAt });
      dropCatalogue();
      return { path: `/courts/${id}/shift`, body: { date: inDays(4), from: '09:00', minutes: 30 } };
    },
  },
  'GET /search': { statuses: 200, ask: () => ({ path: '/search?q=norte' }) },
  'POST /reservations': {
    statuses: writesOwn(201),
    ask: async ({ club }) => {
      const { id } = await makeCourt({ clubId: club.id });
      dropCatalogue();
      const wish = { court_id: id, date: inDays(2), start_time: '10:00', duration: 90 };
      return { path: '/reservations', body: wish };
    },
  },
  'GET /reservations': { statuses: signedIn(200) },
  'GET /reservations/{id}': { statuses: staffAndPlayer, ask: ofBooking('') },
  'PATCH /reservations/{id}': { statuses: atDesk(200), ask: ofBooking('', { revision: 0, note: 'Zurda' }) },
  'POST /reservations/{id}/check-in': { statuses: atDesk(200), ask: ofGame('/check-in') },
  'DELETE /reservations/{id}/check-in': {
    statuses: atDesk(200),
    ask: async (world) => {
      const checkedIn = { checkedInAt: new Date(), checkedInBy: world.people.desk.id };
      const { id } = await gameNow(world, checkedIn);
      return { path: `/reservations/${id}/check-in?revision=0` };
    },
  },
  'POST /reservations/{id}/participants/{position}/check-in': {
    statuses: atDesk(200),
    ask: async (world) => ({ path: await seatNow(world), body: {} }),
  },
  'DELETE /reservations/{id}/participants/{position}/check-in': {
    statuses: atDesk(200),
    ask: async (world) => ({ path: await seatNow(world) }),
  },
  'POST /reservations/{id}/no-show': { statuses: atDesk(200), ask: ofGame('/no-show') },
  'POST /reservations/{id}/revive': { statuses: atDesk(200), ask: ofGame('/revive', { status: 'no_show' }) },
  'POST /reservations/{id}/restore': {
    statuses: atDesk(200),
    ask: ofGame('/restore', { status: 'cancelled', confirmedAt: new Date(), cancelledAt: new Date() }),
  },
  'POST /acts/{id}/undo': {
    statuses: atDesk(200),
    ask: async (world) => {
      const { id, clubId } = await gameNow(world);
      const change = { entity: 'reservation', id, before: {}, after: {}, revision: 0 } as const;
      const act = await transaction((tx) =>
        writeAct(tx, personContext(world.asker), {
          clubId,
          kind: 'details',
          changes: [change],
          summary: {},
          lasts: 'day',
        }),
      );
      return { path: `/acts/${act.id}/undo` };
    },
  },
  'GET /clubs/{id}/acts': { statuses: seenOfMoney, ask: ({ club }) => ({ path: `/clubs/${club.id}/acts` }) },
  'POST /reservations/{id}/retry-payment': {
    statuses: [401, 200, 404, 404, 404, 404, 404, 404, 404, 403],
    ask: async (world) => ({
      path: `/reservations/${(await booking(world, 'payment_pending')).reservation.id}/retry-payment`,
    }),
  },
  'GET /reservations/{id}/cancel': {
    statuses: [401, 200, 404, 200, 200, 200, 403, 404, 200, 200],
    ask: ofBooking('/cancel'),
  },
  'POST /reservations/{id}/cancel': {
    statuses: [401, 200, 404, 200, 200, 200, 403, 404, 200, 403],
    ask: ofBooking('/cancel', {}),
  },
  'GET /reservations/{id}/move': {
    statuses: [401, 200, 404, 404, 404, 404, 404, 404, 404, 200],
    ask: ofBooking(`/move?date=${inDays(3)}&start_time=12:00`),
  },
  'POST /reservations/{id}/move': {
    statuses: atDesk(200),
    ask: async (world) => {
      const { id, revision } = (await booking(world)).reservation;
      const body = { revision, date: inDays(3), start_time: '12:00', price: 'keep' };
      return { path: `/reservations/${id}/move`, body };
    },
  },
  'POST /reservations/swap': {
    statuses: atDesk(200),
    ask: async (world) => {
      const { club, people } = world;
      // The desk breaks no closed hours.
      const startsAt = new Date(firstInstantOf(inDays(4), 12 * 60, club.timeZone));
      const bookedOn = async (court: { id: number }) =>
        makeReservation({ courtId: court.id, userId: people.player.id, startsAt });
      const a = await bookedOn(await makeCourt({ clubId: club.id }));
      const b = await bookedOn(await makeCourt({ clubId: club.id }));
      const seen = ({ id, revision }: typeof a) => ({ id, revision });
      return { path: '/reservations/swap', body: { a: seen(a), b: seen(b) } };
    },
  },
  // Only the browser of a visitor may, which none of these is. The player's booking is an account's already (`app/api/v1/reservations/visitor.test.ts`).
  'PATCH /reservations/{id}/guest': {
    statuses: [401, 409, 404, 404, 404, 404, 404, 404, 404, 403],
    ask: ofBooking('/guest', { name: 'Eva', email: 'eva@example.com' }),
  },
  'POST /reservations/{id}/participants': {
    statuses: [401, 201, 404, 201, 201, 201, 403, 404, 201, 403],
    ask: ofBooking('/participants', { name: 'Eva' }),
  },
  'DELETE /reservations/{id}/participants': {
    statuses: [401, 200, 404, 200, 200, 200, 403, 404, 200, 403],
    ask: async (world) => {
      const { reservation } = await booking(world);
      await db().insert(participants).values({ reservationId: reservation.id, position: 0, name: 'Eva' });
      return { path: `/reservations/${reservation.id}/participants?position=0` };
    },
  },
  'POST /reservations/{id}/participants/{position}/remind': {
    statuses: [401, 204, 404, 204, 204, 204, 403, 404, 204, 403],
    ask: async (world) => {
      const { reservation } = await booking(world);
      const player = { position: 0, name: 'Eva', email: 'eva@example.com' };
      await db()
        .insert(participants)
        .values({ reservationId: reservation.id, ...player });
      return { path: `/reservations/${reservation.id}/participants/0/remind` };
    },
  },
  'GET /reservations/{id}/game-link': {
    statuses: [401, 200, 404, 200, 200, 200, 403, 404, 200, 200],
    ask: ofBooking('/game-link'),
  },
  'POST /reservations/{id}/game-link': {
    statuses: [401, 200, 404, 200, 200, 200, 403, 404, 200, 403],
    ask: ofBooking('/game-link'),
  },
  // The link is the right. A key that may only read writes nothing by it either.
  'GET /games/{token}': { statuses: 200, ask: ofSharedGame('') },
  'POST /games/{token}/join': {
    statuses: byLink,
    ask: ofSharedGame('/join', { name: 'Eva', email: 'eva@example.com' }),
  },
  'POST /games/{token}/decline': { statuses: byLink, ask: ofSharedGame('/decline', { name: 'Eva' }) },
  'GET /reservations/{id}/calendar': { statuses: staffAndPlayer, ask: ofBooking('/calendar') },
  'POST /payments/create-intent': {
    statuses: [401, 200, 404, 404, 404, 404, 404, 404, 404, 403],
    ask: async (world) => {
      const { reservation } = await booking(world, 'payment_pending');
      return { path: '/payments/create-intent', body: { metadata: { reservation_id: reservation.id } } };
    },
  },
  'POST /mail-choices/{token}': {
    // A mail program has nothing but the link.
    statuses: 200,
    ask: async (world) => ({ path: `/mail-choices/${signedToken('mail-choice', await aReminder(world))}` }),
  },
  'POST /payment-links/{token}': {
    // The link is the right. A browser sends the origin of its page, and whoever has none is no page of ours.
    statuses: [403, ...Array.from({ length: 8 }, () => 200), 403],
    ask: async (world) => {
      const { id } = await makeDue(await owedBooking(world));
      return { path: `/payment-links/${signedToken('payment-link', id)}` };
    },
  },
  'POST /payments/{id}/refund': {
    statuses: [401, 200, 404, 403, 200, 200, 403, 404, 200, 403],
    ask: async (world) => ({
      path: `/payments/${(await booking(world)).payment?.id}/refund`,
      body: {},
    }),
  },
  'POST /payments/stripe-webhook': { statuses: 400 },
  'GET /notifications': { statuses: signedIn(200) },
  'POST /notifications/{id}/read': {
    statuses: [401, 200, 404, 404, 404, 404, 404, 404, 404, 403],
    ask: async ({ people }) => {
      await transaction((tx) => tell(tx, people.player.id, 'test', {}));
      const message = await db().query.liveEvents.findFirst({
        where: (row, { eq }) => eq(row.userId, people.player.id),
      });
      return { path: `/notifications/${message?.id}/read` };
    },
  },
  'POST /notifications/ticket': { statuses: signedIn(200) },
  'POST /notifications/resend-webhook': { statuses: 400 },
  'POST /notifications/twilio-webhook': { statuses: 400 },
  'GET /users/me': { statuses: signedIn(200) },
  'PATCH /users/me': { statuses: writesOwn(200), ask: () => ({ path: '/users/me', body: {} }) },
  'DELETE /users/me': {
    // The actor has a future booking, and the request is about the actor alone.
    statuses: writesOwn(409),
    ask: async ({ asker }) => {
      await makeReservation({ userId: asker.id });
      return { path: '/users/me', body: { email: asker.email } };
    },
  },
  'GET /users/me/export': { statuses: signedIn(200) },
  'GET /users/me/tokens': { statuses: signedIn(200) },
  'POST /users/me/tokens': {
    statuses: writesOwn(201),
    ask: () => ({ path: '/users/me/tokens', body: { name: 'Reloj', scope: 'read' } }),
  },
  'DELETE /users/me/tokens/{id}': {
    statuses: [401, 204, 404, 404, 404, 404, 404, 404, 404, 403],
    ask: async ({ people }) => {
      const key = { name: 'Reloj', scope: 'read' } as const;
      const { id } = await transaction((tx) =>
        insertApiToken(tx, systemContext('test'), people.player.id, key),
      );
      return { path: `/users/me/tokens/${id}` };
    },
  },
  'GET /operations/{id}': {
    statuses: seenByStaff,
    ask: async ({ club, people }) => {
      const values = {
        kind: 'club_changed',
        objectId: String(club.id),
        startedBy: `user:${people.owner.id}`,
      };
      const [operation] = await db().insert(operations).values(values).returning();
      const id = operation?.id ?? '';
      await db().insert(operationServices).values({ operationId: id, service: 'search' });
      return { path: `/operations/${id}` };
    },
  },
  'GET /health': { statuses: 200 },
  'GET /health/live': { statuses: 200 },
};
