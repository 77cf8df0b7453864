import { expect, test } from 'vitest';
import { dropCatalogue, getCourt } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { invalidateTags } from '@/lib/services/redis/invalidate-cache';
import { anonymousContext, makeClub, makeCourt, makeReservation } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { listFreeShares, listFreeSharesIn } from './list-free-shares';

useSandbox({ providers: ['redis'] });

test('the days of a city are read once for all readers, and anew when a club changes', async () => {
  const city = 'Villa de los Turnos';
  const { id: clubId } = await makeClub({ city });
  const { id: courtId } = await makeCourt({ clubId });
  dropCatalogue();
  const ctx = anonymousContext();
  const tomorrow = addDays(localDateOf(ctx.now.getTime(), 'Europe/Madrid'), 1);
  const inCity = async () => (await listFreeSharesIn(ctx, city))[1]?.share;
  expect(await inCity()).toBe(1);

  const at = (hour: number) => new Date(firstInstantOf(tomorrow, hour * 60, 'Europe/Madrid'));
  await makeReservation({ clubId, courtId, kind: 'block', startsAt: at(8), endsAt: at(23) });
  const { club } = await getCourt(courtId);
  expect((await listFreeShares(ctx, [club]))[1]?.share).toBe(0);
  expect(await inCity()).toBe(1);
  await invalidateTags('clubs');
  expect(await inCity()).toBe(0);
});
