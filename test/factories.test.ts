import { describe, expect, it } from 'vitest';
import { sqlState } from '@/db/failure';
import { makeCourt, makePayment, makeReservation, makeUser, personContext } from './factories';

describe('factories', () => {
  it('mint people, courts and reservations that do not collide', async () => {
    const court = await makeCourt();
    const [first, second] = [
      await makeReservation({ courtId: court.id }),
      await makeReservation({ courtId: court.id }),
    ];
    expect(first.clubId).toBe(court.clubId);
    expect(second.userId).not.toBe(first.userId);
    expect((await makePayment(first)).receivedMinor).toBe(4500);
  });

  it('run against the real constraint, which refuses an overlap', async () => {
    const first = await makeReservation();
    const again = makeReservation({ courtId: first.courtId, startsAt: first.startsAt });
    await expect(again.catch(sqlState)).resolves.toBe('23P01');
  });

  it('give a person the context of a signed-in request', async () => {
    const user = await makeUser({ locale: 'en' });
    expect(personContext(user)).toMatchObject({ actor: { kind: 'person', userId: user.id }, locale: 'en' });
  });
});
