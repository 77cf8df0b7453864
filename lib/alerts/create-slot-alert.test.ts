import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { inDays } from '@/test/bookings';
import { anonymousContext, makeClub, makeCourt, makeUser, personContext } from '@/test/factories';
import { createSlotAlert } from './create-slot-alert';
import { deleteSlotAlert } from './delete-slot-alert';
import { listSlotAlerts } from './list-slot-alerts';

const evening = { date: inDays(2), time: '20:00', durationMinutes: 90 };

async function makeCity(): Promise<string> {
  const club = await makeClub({ city: `León ${randomUUID().slice(0, 8)}` });
  await makeCourt({ clubId: club.id });
  return club.city;
}

describe('asking to be told', () => {
  test('is kept once for the same start, whatever the city’s case and accents', async () => {
    const city = await makeCity();
    const ctx = personContext(await makeUser());
    await createSlotAlert(ctx, { city, ...evening });
    await createSlotAlert(ctx, { city: city.replace('ó', 'O').toLowerCase(), ...evening });
    expect(await listSlotAlerts(ctx)).toMatchObject([{ city, ...evening, timeZone: 'Europe/Madrid' }]);
  });

  test('is refused the eleventh time, until one is taken back', async () => {
    const city = await makeCity();
    const ctx = personContext(await makeUser());
    const at = (hour: number) => ({ city, ...evening, time: `${hour}:00` });
    for (let hour = 10; hour < 20; hour += 1) await createSlotAlert(ctx, at(hour));
    await expect(createSlotAlert(ctx, at(20))).rejects.toMatchObject({ code: 'conflict' });
    const [first] = await listSlotAlerts(ctx);
    await deleteSlotAlert(ctx, { alertId: first?.id ?? '' });
    await createSlotAlert(ctx, at(20));
    expect(await listSlotAlerts(ctx)).toHaveLength(10);
  });

  test('eleven times at once leaves ten', async () => {
    const city = await makeCity();
    const ctx = personContext(await makeUser());
    const asked = Array.from({ length: 11 }, (_, index) =>
      createSlotAlert(ctx, { city, ...evening, time: `${index + 10}:00` }),
    );
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await listSlotAlerts(ctx)).toHaveLength(10);
  });

  test.each([
    ['that is gone', { date: inDays(-1) }],
    ['at which every club is closed', { time: '03:00' }],
    ['that no club’s grid has', { time: '20:07' }],
    ['for a time that no club sells', { durationMinutes: 75 }],
    ['in a city without clubs', { city: 'Atlantis' }],
  ])('for a start %s is refused', async (_title, wish) => {
    const ctx = personContext(await makeUser());
    const asked = createSlotAlert(ctx, { city: await makeCity(), ...evening, ...wish });
    await expect(asked).rejects.toMatchObject({ code: 'not_bookable' });
    expect(await listSlotAlerts(ctx)).toEqual([]);
  });

  test('is for who is signed in', async () => {
    const asked = createSlotAlert(anonymousContext(), { city: await makeCity(), ...evening });
    await expect(asked).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

test('an alert cannot be taken back by somebody else, and not twice', async () => {
  const city = await makeCity();
  const ctx = personContext(await makeUser());
  await createSlotAlert(ctx, { city, ...evening });
  const [alert] = await listSlotAlerts(ctx);
  const alertId = alert?.id ?? '';
  const stranger = personContext(await makeUser());
  await expect(deleteSlotAlert(stranger, { alertId })).rejects.toMatchObject({ code: 'not_found' });
  expect(await listSlotAlerts(ctx)).toHaveLength(1);
  await deleteSlotAlert(ctx, { alertId });
  await expect(deleteSlotAlert(ctx, { alertId })).rejects.toMatchObject({ code: 'not_found' });
});
