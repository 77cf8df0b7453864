import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { expect, test } from './fixtures';
import { hold } from './world';

test.use({ expectedErrors: [/status of 500|react\.dev\/errors\/441/] });

test('a page that could not be made comes on trying again, and does not say what it does not know', async ({
  page,
  player,
  club,
  reservation,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  const mine = eq(reservations.id, id);
  const [row] = await db().select().from(reservations).where(mine);
  await db().execute(`update reservations set price_breakdown = '{}' where id = '${id}'`);
  await reservation.open(id);
  const failure = page.getByRole('alert').filter({ hasText: 'Algo ha fallado' });
  await expect(failure).toContainText('está guardado');
  await expect(failure).not.toContainText('cobrado');

  await db()
    .update(reservations)
    .set({ priceBreakdown: row?.priceBreakdown ?? [] })
    .where(mine);
  await failure.getByRole('button').click();
  await expect(reservation.unpaid).toBeVisible();
});
