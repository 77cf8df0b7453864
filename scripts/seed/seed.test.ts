import { asc, eq, inArray, sql as raw } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { db, sql } from '@/db';
import { courts, OCCUPYING, reservations, users } from '@/db/schema';
import { verifyPassword } from '@/lib/auth/password';
import { openWindows } from '@/lib/availability/open-day';
import { searchCourts, searchCourtsSchema } from '@/lib/availability/search-courts';
import { isBookable, listStarts } from '@/lib/availability/slots';
import { type Club, clubsIn, getClub, getCourt } from '@/lib/catalogue/catalogue';
import { listClubs } from '@/lib/catalogue/list-clubs';
import { priceSlot } from '@/lib/catalogue/price';
import { systemContext } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { addDays, HOUR_MS, localDateOf, MINUTE_MS } from '@/lib/core/time';
import { listViolations } from '@/lib/integrity/check-consistency';
import { ACCOUNTED_MINOR, COVER_MINOR, IS_LACKING, IS_SOLD } from '@/lib/ledger/money-words';
import { reconcile } from '@/lib/reconciliation/reconcile';
import { anonymousContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { seedBig } from './big';
import { madridClubs } from './clubs-madrid';
import { PAID_WITHIN_MS, planBookings } from './plan-bookings';
import { planDesk } from './plan-desk';
import { seededRandom } from './random';
import { seed } from './seed';

useSandbox({ providers: ['stripe'] });

const now = new Date();

beforeAll(async () => {
  expect(await seed(sql(), now)).toBe('seeded');
});

const occupying = () =>
  db()
    .select()
    .from(reservations)
    .where(inArray(reservations.status, [...OCCUPYING]))
    .orderBy(asc(reservations.createdAt));

const countRows = async () => {
  const [row] = await sql()`
    select (select count(*)::int from clubs) as clubs, (select count(*)::int from reservations) as reservations,
      (select count(*)::int from audit) as audit, (select count(*)::int from users) as users`;
  return row;
};

const violations = async () =>
  Object.fromEntries((await listViolations()).map(({ check, objectIds }) => [check.type, objectIds]));

/** What covered a reservation while Stripe alone did. */
const OLD_COVER = raw`((select coalesce(sum(p.received_minor), 0) from payments p
    where p.reservation_id = r.id and p.completed_at is not null and p.currency = r.currency)
  - (select coalesce(sum(case when f.cause in ('staff', 'dashboard') then f.missing_minor else f.amount_minor end), 0)
    from refunds f join payments p on p.id = f.payment_id
    where p.reservation_id = r.id and p.currency = r.currency and f.status <> 'failed'))`;
const OLD_LACKING = raw`(r.id in (select p.reservation_id from refunds f join payments p on p.id = f.payment_id
    where f.missing_minor > 0 and f.status <> 'failed') and ${OLD_COVER} < r.price_minor)`;
const OLD_SOLD = raw`(r.kind = 'booking' and r.status in ('confirmed', 'completed', 'no_show')
  and r.staff_settled_by is null)`;

/** The reservations without a till whose cover or verdict by the two checks of I04 is another than it was before. */
const judgedOtherwise = async () =>
  db().execute(raw`select r.id from reservations r
    where r.id not in (select reservation_id from dues union
        select reservation_id from till_entries where reservation_id is not null)
      and (${COVER_MINOR}, ${IS_SOLD} and ${ACCOUNTED_MINOR} <> r.price_minor and not ${IS_LACKING}, ${IS_SOLD} and ${IS_LACKING})
      is distinct from (${OLD_COVER}, ${OLD_SOLD} and ${OLD_COVER} <> r.price_minor and not ${OLD_LACKING},
        ${OLD_SOLD} and ${OLD_LACKING})`);

const definitions = () => sql()`
  select conname as name, pg_get_constraintdef(oid) as definition, convalidated as valid from pg_constraint
  where connamespace = 'public'::regnamespace
  union all
  select c.relname, pg_get_indexdef(c.oid), i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace = 'public'::regnamespace
  order by name, definition`;

const everyClub = async (): Promise<readonly Club[]> => (await listClubs({ page: 1, pageSize: 100 })).results;

describe('seed', () => {
  it('makes fourteen clubs in their own cities and zones, with two to twelve courts', async () => {
    const clubs = await everyClub();
    expect(clubs).toHaveLength(14);
    expect(await clubsIn('madrid')).toHaveLength(5);
    expect(await clubsIn('barcelona')).toHaveLength(3);
    expect(new Set(clubs.map((club) => club.city)).size).toBe(8);
    expect(new Set(clubs.map((club) => club.timeZone))).toEqual(
      new Set(['Europe/Madrid', 'Europe/Lisbon', 'Europe/London', 'America/Mexico_City', 'Atlantic/Canary']),
    );
    for (const club of clubs) {
      expect(club.courts.length).toBeGreaterThanOrEqual(2);
      expect(club.courts.length).toBeLessThanOrEqual(12);
    }
    expect(clubs.flatMap((club) => club.openingHours).some((hours) => hours.closesMinute > 1440)).toBe(true);
  });

  it.each(['player', 'player2', 'desk', 'manager', 'owner', 'accountant', 'operator'])(
    'lets %s@pista.test sign in',
    async (name) => {
      const [person] = await db()
        .select()
        .from(users)
        .where(eq(users.email, `${name}@pista.test`));
      expect(person?.emailVerified).not.toBeNull();
      expect(await verifyPassword(person?.passwordHash ?? null, 'pista-demo-2026')).toBe(true);
    },
  );

  it('prices every opening hour of every court for somebody who is no member', async () => {
    const today = localDateOf(now.getTime(), 'UTC');
    const dates = Array.from({ length: 8 }, (_, day) => addDays(today, day));
    for (const club of await everyClub()) {
      for (const window of dates.flatMap((date) => openWindows(club, date))) {
        for (const court of club.courts) {
          const slot = {
            ...window,
            courtId: court.id,
            category: null,
            timeZone: club.timeZone,
            currency: club.currency,
            holidays: club.holidays,
          };
          expect(priceSlot(club.priceRules, slot), club.name).not.toBeNull();
        }
      }
    }
  });

  it('books only what the engine offered at that moment, on the grid and without a gap nobody can buy', async () => {
    const refused: unknown[] = [];
    for (const [courtId, rows] of groupBy(await occupying(), (row) => row.courtId)) {
      const { club } = await getCourt(courtId);
      const blocks = rows.filter((row) => row.kind !== 'booking' && row.kind !== 'walk_in');
      const busy = blocks.map((row) => ({ startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() }));
      for (const row of rows.filter((other) => !blocks.includes(other))) {
        const range = { startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() };
        const minutes = (range.endsAt - range.startsAt) / MINUTE_MS;
        const answer = isBookable(club, busy, range.startsAt, minutes, row.createdAt.getTime());
        // Staff may repeat a game beyond what is on sale.
        const isFarAhead = row.seriesId !== null && !answer.ok && answer.reason === 'beyond_horizon';
        if (!answer.ok && !isFarAhead) refused.push({ club: club.name, ...range, reason: answer.reason });
        busy.push(range);
      }
    }
    expect(refused).toEqual([]);
  });

  it('overlaps nothing', async () => {
    const overlaps = await sql()`
      select a.id from reservations a join reservations b on a.court_id = b.court_id and a.id < b.id
        and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
      where a.status in ${sql()([...OCCUPYING])} and b.status in ${sql()([...OCCUPYING])}`;
    expect(overlaps).toHaveLength(0);
  });

  it('fills evenings more than mornings, and leaves most of the time ahead free', async () => {
    const [row] = await sql()<{ morning: number; evening: number; share: number }[]>`
      select count(*) filter (where extract(hour from starts_at at time zone c.time_zone) between 9 and 11)::int as morning,
             count(*) filter (where extract(hour from starts_at at time zone c.time_zone) between 18 and 20)::int as evening,
             count(*) filter (where starts_at > now())::float8 / count(*) as share
      from reservations r join clubs c on c.id = r.club_id
      where r.status <> 'cancelled' and extract(isodow from starts_at at time zone c.time_zone) < 6`;
    expect(row?.evening).toBeGreaterThan(2 * (row?.morning ?? 0));
    expect(row?.share).toBeLessThan(0.5);
  });

  it('tells in the audit how each reservation, payment and refund came to be what it is', async () => {
    const strays = await sql()`
      with now_is as (
        select 'reservation' as entity, id::text, status from reservations
        union all select 'payment', id::text, status from payments
        union all select 'refund', id::text, status from refunds
      ), last as (
        select distinct on (entity, entity_id) entity, entity_id, to_state from audit order by entity, entity_id, id desc
      )
      select * from now_is left join last on last.entity = now_is.entity and last.entity_id = now_is.id
      where last.to_state is distinct from now_is.status`;
    expect(strays).toHaveLength(0);
  });

  it('lets nobody give up a court before it was paid for, at whatever hour it is planted', async () => {
    const [plan] = madridClubs(2026);
    if (!plan) throw new Error('the example has a club in Madrid');
    const club = await getClub(plan.club.slug);
    const random = seededRandom(1);
    const players = Array.from({ length: 500 }, (_, id) => ({ id: String(id), city: club.city }));
    const people = { players, categories: new Map() };
    const planned = Array.from({ length: 20 }, (_, hours) =>
      planBookings(random, { plan, club }, [], people, [], now.getTime() + hours * HOUR_MS),
    ).flat();
    const givenUp = planned.flatMap(({ cancelledAt, createdAt }) =>
      cancelledAt === null ? [] : [cancelledAt - createdAt],
    );
    expect(givenUp.length).toBeGreaterThan(30);
    expect(Math.min(...givenUp)).toBeGreaterThan(PAID_WITHIN_MS);
  });

  it('has been paid for every booking that stands, and has given back every one that does not', async () => {
    const unpaid = await sql()`
      select r.id from reservations r left join payments p on p.reservation_id = r.id
      where r.channel = 'online' and r.status <> 'payment_pending' and (p.received_minor is distinct from r.price_minor
        or (r.status = 'cancelled') <> (p.status = 'refunded'))`;
    expect(unpaid).toHaveLength(0);
    const refunded = await sql()`select 1 from refunds where status = 'succeeded'`;
    expect(refunded.length).toBeGreaterThan(5);
  });

  it('gives the player a game to come and games that were played', async () => {
    const games = await sql()<{ status: string; people: number }[]>`
      select r.status, (select count(*)::int from participants p where p.reservation_id = r.id) as people
      from reservations r join users u on u.id = r.user_id where u.email = 'player@pista.test' order by starts_at`;
    expect(games).toEqual([
      { status: 'completed', people: 0 },
      { status: 'completed', people: 3 },
      { status: 'confirmed', people: 3 },
    ]);
  });

  it('leaves 90 minutes tomorrow at ten in Madrid to be had at several clubs, the cheapest for 45 €', async () => {
    const date = addDays(localDateOf(now.getTime(), 'Europe/Madrid'), 1);
    const wanted = searchCourtsSchema.parse({ city: 'Madrid', date, time: '10:00', duration: 90 });
    const { results } = await searchCourts(anonymousContext(now), wanted);
    expect(new Set(results.map((found) => found.club.id)).size).toBeGreaterThanOrEqual(4);
    expect(results[0]?.priceMinor).toBe(4500);
  });

  it('keeps the morning of the first court of every club free for a try', async () => {
    const busy = groupBy(await occupying(), (row) => row.courtId);
    for (const club of await everyClub()) {
      const [court] = club.courts;
      const taken = (busy.get(court?.id ?? 0) ?? []).map((row) => ({
        startsAt: row.startsAt.getTime(),
        endsAt: row.endsAt.getTime(),
      }));
      const tomorrow = addDays(localDateOf(now.getTime(), club.timeZone), 1);
      expect(listStarts(club, taken, tomorrow, 60, now.getTime()).length, club.name).toBeGreaterThan(2);
    }
  });

  it('leaves no table without statistics, by which the checks of the data are planned', async () => {
    const unknown = await sql()`select relname from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples < 0`;
    expect([...unknown]).toEqual([]);
  });

  it('breaks no invariant', async () => {
    expect(await violations()).toEqual({});
  });

  it('puts every kind and state on the board of a desk, with money that is paid, owed and let go', async () => {
    const [club] = await sql()<
      { kinds: string[]; statuses: string[]; channels: string[]; locked: number; arrived: number }[]
    >`
      select array_agg(distinct r.kind order by r.kind) as kinds, array_agg(distinct r.status order by r.status) as statuses,
        array_agg(distinct r.channel order by r.channel) as channels,
        count(r.locked_at)::int as locked, count(r.checked_in_at)::int as arrived
      from reservations r join staff_roles s on s.club_id = r.club_id and s.role = 'desk'
      where r.starts_at between ${new Date(now.getTime() - 2 * 24 * HOUR_MS).toISOString()}
        and ${new Date(now.getTime() + 2 * 24 * HOUR_MS).toISOString()}`;
    expect(club).toEqual({
      kinds: ['block', 'booking', 'maintenance', 'walk_in'],
      statuses: ['cancelled', 'completed', 'confirmed', 'no_show', 'payment_pending'],
      channels: ['desk', 'online', 'phone'],
      locked: 1,
      arrived: 3,
    });
    const [money] = await sql()`
      select (select count(*)::int from dues d join reservations r on r.id = d.reservation_id
          where settled_at is null and waived_at is null and r.series_id is null) as owed,
        (select count(*)::int from dues where amount_minor < 0) as back,
        (select count(*)::int from dues where waived_at is not null) as waived,
        (select array_agg(distinct method order by method) from till_entries) as methods,
        (select count(*)::int from till_shifts where closed_at is null) as open`;
    expect(money).toEqual({
      owed: 9,
      back: 1,
      waived: 1,
      methods: ['bizum', 'card_terminal', 'cash', 'transfer'],
      open: 1,
    });
    const [done] = await sql()`
      select array_agg(distinct kind order by kind) as kinds,
        count(*) filter (where undo_until <= ${now.toISOString()})::int > 0 as some_stand from acts`;
    expect(done).toEqual({ kinds: ['book', 'cancel', 'check_in', 'lock', 'no_show'], some_stand: true });
  });

  it('repeats games and blocks, each owed until it is played, with a date that could not be had', async () => {
    const [repeated] = await sql()`
      select (select array_agg(kind order by kind) from series) as kinds,
        (select count(*)::int from series_exceptions e where e.why = 'conflict') as lost,
        (select count(*)::int from reservations r where r.series_id is not null) as dates,
        (select count(*)::int from reservations r where r.series_id is not null and r.kind = 'booking'
          and not exists (select from dues d where d.reservation_id = r.id and d.amount_minor = r.price_minor)) as free`;
    expect(repeated).toEqual({
      kinds: ['block', 'block', 'booking', 'booking', 'booking', 'maintenance'],
      lost: 1,
      dates: 47,
      free: 0,
    });
  });

  it('has somebody who is paying just now, for as long as a hold runs', async () => {
    const held = await db().select().from(reservations).where(eq(reservations.status, 'payment_pending'));
    expect(held).toMatchObject([
      { channel: 'online', holdExpiresAt: new Date(now.getTime() + 10 * MINUTE_MS) },
    ]);
  });

  it('finds room for the games of the desk at whatever hour it is planted', async () => {
    const club = await getClub(madridClubs(2026)[0]?.club.slug ?? '');
    const counts = Array.from(
      { length: 24 },
      (_, hours) => planDesk(seededRandom(hours), club, new Map(), now.getTime() + hours * HOUR_MS).length,
    );
    expect(new Set(counts)).toEqual(new Set([20]));
  });

  it('judges each reservation as before there was a till', async () => {
    expect(await judgedOtherwise()).toEqual([]);
  });

  it('leaves nothing to compare with Stripe, which need not have heard of it', async () => {
    expect(await reconcile(systemContext('test'))).toMatchObject({ intents: 0, refunds: 0, open: 0 });
  });

  it('can be found by name at once', async () => {
    const [row] = await db().execute<{ courts: number; documents: number }>(
      raw`select (select count(*)::int from ${courts}) as courts, count(*)::int as documents
          from search_documents where type = 'court'`,
    );
    expect(row?.documents).toBe(row?.courts);
  });

  it('changes nothing the second time', async () => {
    const before = await countRows();
    expect(await seed(sql(), now)).toBe('left_alone');
    expect(await countRows()).toEqual(before);
  });
});

describe('seedBig', () => {
  const size = {
    clubs: 30,
    inCity: 10,
    reservations: 12_000,
    eachInCity: 500,
    players: 200,
    customers: { eachInCity: 20, allOthers: 200 },
  };

  it('grows the example to the size asked for, and puts every index and constraint back', async () => {
    const before = await definitions();
    const shares: number[] = [];
    expect(await seedBig(sql(), (share) => shares.push(share), size)).toBe('seeded');
    const [row] = await sql()`
      select (select count(*)::int from clubs) as clubs, (select count(*)::int from clubs where city = 'Madrid') as in_city,
        (select count(*)::int from reservations) as reservations`;
    expect(row).toEqual({ clubs: 30, in_city: 10, reservations: 12_000 });
    expect(await definitions()).toEqual(before);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('gives each club five courts, and each of the city as many bookings as in an example of any size', async () => {
    const rows = await sql()`
      select c.city = 'Madrid' as in_city, (select count(*)::int from courts k where k.club_id = c.id) as courts,
        (select count(*)::int from reservations r where r.club_id = c.id) as bookings
      from clubs c where c.slug like 'grande-%'`;
    expect(new Set(rows.map(({ courts }) => courts))).toEqual(new Set([5]));
    expect(rows.filter(({ in_city }) => in_city).map(({ bookings }) => bookings)).toEqual([
      500, 500, 500, 500, 500,
    ]);
  });

  it('breaks no invariant either, and leaves nothing to compare', async () => {
    expect(await violations()).toEqual({});
    expect(await judgedOtherwise()).toEqual([]);
    expect(await reconcile(systemContext('test'))).toMatchObject({ intents: 0, refunds: 0, open: 0 });
  });

  it('names a person of the club for every booking, who is found by name', async () => {
    const [row] = await sql()`
      select count(*)::int as bookings, count(*) filter (where k.id is null)::int as nameless,
        count(*) filter (where k.words not like '%' || fold_text(coalesce(k.name, u.name)) || '%')::int as unfound
      from reservations r join clubs c on c.id = r.club_id left join users u on u.id = r.user_id
      left join customers k on k.id = r.customer_id or (k.user_id = r.user_id and k.club_id = r.club_id)
      where c.slug like 'grande-%'`;
    expect(row).toMatchObject({ bookings: expect.any(Number), nameless: 0, unfound: 0 });
    expect(row?.bookings).toBeGreaterThan(1_000);
  });

  it('leaves no gap that nobody can buy', async () => {
    const gaps = await sql()`
      select 1 from (
        select r.starts_at - lag(r.ends_at) over (partition by r.court_id order by r.starts_at) as gap
        from reservations r join clubs c on c.id = r.club_id where c.slug like 'grande-%'
      ) g where gap > interval '0' and gap < interval '60 minutes'`;
    expect(gaps).toHaveLength(0);
  });

  it('changes nothing the second time', async () => {
    expect(await seedBig(sql(), () => {}, size)).toBe('left_alone');
  });
});
