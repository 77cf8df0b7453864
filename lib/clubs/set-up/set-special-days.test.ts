import { expect, test } from 'vitest';
import { openWindows } from '@/lib/availability/open-day';
import { getClub } from '@/lib/catalogue/catalogue';
import { inDays } from '@/test/bookings';
import { makeClub, makeCourt, makeReservation, makeStaff, makeUser, personContext } from '@/test/factories';
import { setSpecialDays, specialDaysSchema } from './set-special-days';
import { specialDayJson } from './special-days-list';

async function managed() {
  const club = await makeClub();
  const person = await makeUser();
  await makeStaff(person.id, club.id, 'manager');
  const ctx = personContext(person, { staff: [{ clubId: club.id, role: 'manager' }] });
  const set = (body: unknown) => setSpecialDays(ctx, club.slug, specialDaysSchema.parse(body));
  return { club, set };
}

const closed = (date: string) => ({ date, closed: true, holiday: true, windows: [] });

test('a special day holds in place of the week, and reads back as it was written', async () => {
  const { club, set } = await managed();
  const name = { es: 'Nochebuena', en: 'Christmas Eve' };
  const days = [
    {
      date: '2027-12-24',
      name,
      closed: false,
      holiday: false,
      windows: [{ opens: '09:00', closes: '14:00' }],
    },
    { ...closed('2027-12-25'), name: null },
  ];
  expect(await set({ revision: 0, days })).toMatchObject({ revision: 1 });
  const saved = await getClub(club.id);
  expect(saved.specialDays.map(specialDayJson)).toEqual(days);
  expect([...saved.holidays]).toEqual(['2027-12-25']);
  expect(openWindows(saved, '2027-12-24')[0]?.endsAt).toBe(Date.parse('2027-12-24T14:00:00+01:00'));
  expect(openWindows(saved, '2027-12-25')).toEqual([]);
  expect(openWindows(saved, '2027-12-26')).toHaveLength(1);
});

test('a booking on a day that closes stays and is named', async () => {
  const { club, set } = await managed();
  const { id: courtId } = await makeCourt({ clubId: club.id });
  const booking = await makeReservation({ courtId, startsAt: new Date(`${inDays(3)}T12:00:00Z`) });
  expect(await set({ revision: 0, days: [closed(inDays(3))] })).toMatchObject({ affected: [booking.id] });
});

test.each([
  [
    'a closed day with hours',
    [{ ...closed('2027-12-25'), windows: [{ opens: '09:00', closes: '14:00' }] }],
    'days.0.windows',
  ],
  ['an open day without hours', [{ ...closed('2027-12-25'), closed: false }], 'days.0.windows'],
  ['one date twice, at both', [closed('2027-12-25'), closed('2027-12-25')], 'days.0.date,days.1.date'],
  ['29 February of 2027', [closed('2027-02-29')], 'days.0.date'],
])('%s is refused', (_what, days, paths) => {
  const { error } = specialDaysSchema.safeParse({ revision: 0, days });
  expect(error?.issues.map(({ path }) => path.join('.')).join()).toBe(paths);
});
