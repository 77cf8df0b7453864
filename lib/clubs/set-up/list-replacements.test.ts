import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { acts } from '@/db/schema';
import { idOf, staffOf } from '@/test/at-desk';
import { makeClub } from '@/test/factories';
import { findListAct, listReplacements } from './list-replacements';
import { openingHoursSchema, setOpeningHours } from './set-opening-hours';

async function managed() {
  const { id } = await makeClub();
  const ctx = await staffOf(id, 'manager');
  const set = (revision: number, opens: string) =>
    setOpeningHours(
      ctx,
      String(id),
      openingHoursSchema.parse({ revision, seasons: [{ days: [{ weekday: 1, opens, closes: '22:00' }] }] }),
    );
  return { id, ctx, set };
}

test('the replacements of a list are told newest first, each with the list that it left', async () => {
  const { id, ctx, set } = await managed();
  await set(0, '09:00');
  await set(1, '10:00');
  const replacements = await listReplacements(ctx, String(id), 'opening_hours');
  expect(replacements).toMatchObject([
    { by: 'Marta manager', items: [{ days: [{ opens: '10:00' }] }] },
    { by: 'Marta manager', items: [{ days: [{ opens: '09:00' }] }] },
  ]);
  await expect(listReplacements(await staffOf(id), String(id), 'opening_hours')).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('only the last replacement can be taken back, and once', async () => {
  const { id, ctx, set } = await managed();
  expect(await findListAct(ctx, id, 'opening_hours')).toBeNull();
  await set(0, '09:00');
  const { act } = await set(1, '10:00');
  expect(await findListAct(ctx, id, 'opening_hours')).toMatchObject({ id: act.id });
  await db()
    .update(acts)
    .set({ undoneAt: new Date(), undoneBy: idOf(ctx) })
    .where(eq(acts.id, act.id));
  expect(await findListAct(ctx, id, 'opening_hours')).toBeNull();
});
