import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, openingHours } from '@/db/schema';
import { openWindows } from '@/lib/availability/open-day';
import { getClub } from '@/lib/catalogue/catalogue';
import { localTime } from '@/lib/core/time';
import { inDays } from '@/test/bookings';
import { makeClub, makeCourt, makeReservation, makeStaff, makeUser, personContext } from '@/test/factories';
import { seasonsOf } from './opening-hours-list';
import { openingHoursSchema, setOpeningHours } from './set-opening-hours';

type Body = Parameters<typeof openingHoursSchema.parse>[0];

async function managed(overrides: Parameters<typeof makeClub>[0] = {}) {
  const club = await makeClub(overrides);
  const person = await makeUser();
  await makeStaff(person.id, club.id, 'manager');
  const ctx = personContext(person, { staff: [{ clubId: club.id, role: 'manager' }] });
  const set = (body: Body, preview = false) =>
    setOpeningHours({ ...ctx, preview }, club.slug, openingHoursSchema.parse(body));
  return { club, ctx, set };
}

const everyDay = (opens: string, closes: string) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens, closes }));
const week = (opens: string, closes: string) => ({ days: everyDay(opens, closes) });

/** The hours of a date as a club sells them. */
async function hoursOn(clubId: number, date: string) {
  const club = await getClub(clubId);
  return openWindows(club, date).map(({ startsAt, endsAt }) =>
    [startsAt, endsAt].map((ms) => localTime(ms, club.timeZone)).join('-'),
  );
}

describe('the hours of a club', () => {
  test('are replaced as a whole, and a season holds in place of the week', async () => {
    const { club, set } = await managed();
    const season = { valid_from: '2027-07-01', valid_until: '2027-08-31', ...week('07:00', '01:00') };
    const replaced = await set({ revision: 0, seasons: [week('09:00', '22:00'), season] });
    expect(replaced).toMatchObject({ revision: 1, affected: [] });
    expect(await hoursOn(club.id, '2027-06-30')).toEqual(['09:00-22:00']);
    expect(await hoursOn(club.id, '2027-07-01')).toEqual(['07:00-01:00']);
    expect(await hoursOn(club.id, '2027-09-01')).toEqual(['09:00-22:00']);
  });

  test('read back as they were written, midnight and the next morning included', async () => {
    const { club, set } = await managed();
    const seasons = [
      {
        valid_from: null,
        valid_until: null,
        days: [
          { weekday: 1, opens: '08:00', closes: '24:00' },
          { weekday: 2, opens: '18:00', closes: '02:00' },
          { weekday: 3, opens: '00:00', closes: '24:00' },
        ],
      },
    ];
    await set({ revision: 0, seasons });
    expect(seasonsOf((await getClub(club.id)).openingHours)).toEqual(seasons);
  });

  test('name the bookings outside them, which stay, but no blocks', async () => {
    const { club, set } = await managed();
    const court = await makeCourt({ clubId: club.id });
    const at = (time: string, kind: 'booking' | 'block' = 'booking') =>
      makeReservation({
        courtId: court.id,
        kind,
        startsAt: new Date(`${inDays(3)}T${time}:00Z`),
        endsAt: new Date(Date.parse(`${inDays(3)}T${time}:00Z`) + 3_600_000),
      });
    const [early, , block] = [await at('08:00'), await at('12:00'), await at('06:00', 'block')];
    const preview = await set({ revision: 0, seasons: [week('11:00', '22:00')] }, true);
    expect(preview).toMatchObject({ revision: 0, affected: [early.id], operationId: null });
    expect(preview.affected).not.toContain(block.id);
    expect(await hoursOn(club.id, inDays(3))).toEqual(['08:00-23:00']);

    expect(await set({ revision: 0, seasons: [week('11:00', '22:00')] })).toMatchObject({
      affected: [early.id],
    });
    expect(await hoursOn(club.id, inDays(3))).toEqual(['11:00-22:00']);
  });

  test('are not replaced by somebody who read older ones, and who changed them is told', async () => {
    const { club, ctx, set } = await managed();
    await set({ revision: 0, seasons: [week('09:00', '22:00')] });
    await expect(set({ revision: 0, seasons: [] })).rejects.toMatchObject({
      code: 'conflict',
      details: {
        current: { revision: 1 },
        changed_by: { name: ctx.actor.kind === 'person' && ctx.actor.name },
      },
    });
    expect(await hoursOn(club.id, '2027-06-30')).toEqual(['09:00-22:00']);
  });

  test('of two at once only one replaces them', async () => {
    const { set } = await managed();
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => set({ revision: 0, seasons: [week('09:00', '22:00')] })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('are in the audit before and after', async () => {
    const { club, set } = await managed();
    await set({ revision: 0, seasons: [] });
    const [entry] = await db()
      .select()
      .from(audit)
      .where(eq(audit.entityId, String(club.id)));
    expect(entry).toMatchObject({ toState: 'opening_hours_replaced', detail: { after: [] } });
  });
});

describe('hours are refused', () => {
  const wrong = (body: unknown) =>
    openingHoursSchema.safeParse(body).error?.issues.map(({ path }) => path.join('.'));

  test('at both rows that overlap', () => {
    const days = [
      { weekday: 1, opens: '09:00', closes: '12:00' },
      { weekday: 1, opens: '11:55', closes: '14:00' },
      { weekday: 2, opens: '11:55', closes: '14:00' },
    ];
    expect(wrong({ revision: 0, seasons: [{ days }] })).toEqual([
      'seasons.0.days.0.opens',
      'seasons.0.days.1.opens',
    ]);
  });

  test.each([
    [
      'of two seasons over one date',
      [season('2027-01-01', '2027-02-01'), season('2027-02-01', '2027-03-01')],
    ],
    ['of two weeks without dates', [{ days: [] }, { days: [] }]],
  ])('%s, at both', (_what, seasons) => {
    expect(wrong({ revision: 0, seasons })).toEqual(['seasons.0.valid_from', 'seasons.1.valid_from']);
  });

  test.each([
    ['half a season', { valid_from: '2027-01-01', days: [] }, 'seasons.0.valid_until'],
    ['a season that ends first', season('2027-02-01', '2027-01-01'), 'seasons.0.valid_until'],
    ['a day that is not', season('2027-02-30', '2027-03-01'), 'seasons.0.valid_from'],
    ['25:00', { days: [{ weekday: 1, opens: '25:00', closes: '12:00' }] }, 'seasons.0.days.0.opens'],
    ['09:01', { days: [{ weekday: 1, opens: '09:01', closes: '12:00' }] }, 'seasons.0.days.0.opens'],
  ])('%s', (_what, one, path) => {
    expect(wrong({ revision: 0, seasons: [one] })).toEqual([path]);
  });

  test('by the database as well, without the schema', async () => {
    const { id: clubId } = await makeClub();
    const row = { clubId, weekday: 1, opensMinute: 540, closesMinute: 720 };
    await expect(db().insert(openingHours).values(row)).rejects.toThrow();
    const summer = { ...row, validFrom: '2027-07-01', validUntil: '2027-08-01' };
    await db().insert(openingHours).values(summer);
    await expect(
      db()
        .insert(openingHours)
        .values({ ...summer, validFrom: '2027-08-01', validUntil: '2027-09-01' }),
    ).rejects.toThrow();
  });

  function season(valid_from: string, valid_until: string) {
    return { valid_from, valid_until, days: [] };
  }
});
