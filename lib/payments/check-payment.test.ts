import { expect, test } from 'vitest';
import { makeReservation, makeUser, personContext } from '@/test/factories';
import { checkPayment } from './check-payment';

test('A31 looking at a payment of no reservation, or of somebody else’s, finds nothing', async () => {
  const ctx = personContext(await makeUser());
  const { id } = await makeReservation({ status: 'pending' });
  for (const reservationId of ['abc', id]) {
    await expect(checkPayment(ctx, { reservationId }), reservationId).rejects.toMatchObject({
      code: 'not_found',
    });
  }
});
