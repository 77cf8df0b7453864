import { expect, test } from 'vitest';
import { db } from '@/db';
import { priceRules } from '@/db/schema';
import { dropCatalogue, getClub } from '@/lib/catalogue/catalogue';
import { addDays, instantsOf, localDateOf, MINUTE_MS } from '@/lib/core/time';
import { makeClub, makeCourt } from '@/test/factories';
import { offer, offersAt } from './offer';

test('courts that are judged together get what each is told alone: its own price, or that it is taken', async () => {
  const { id: clubId, timeZone } = await makeClub();
  for (const name of ['usual', 'dear', 'taken']) await makeCourt({ clubId, name });
  const [, dear] = (await getClub(clubId)).courts;
  await db()
    .insert(priceRules)
    .values({
      clubId,
      name: { es: 'Central', en: 'Centre' },
      courtIds: [dear?.id ?? 0],
      pricePerHourMinor: 5000,
      position: -1,
    });
  dropCatalogue();
  const club = await getClub(clubId);
  const now = Date.now();
  const [startsAt = 0] = instantsOf(addDays(localDateOf(now, timeZone), 2), 10 * 60, timeZone);
  const wish = { startsAt, durationMinutes: 60, category: null, now };
  const busyOf = (name: string) =>
    name === 'taken' ? [{ startsAt: startsAt - 30 * MINUTE_MS, endsAt: startsAt + 30 * MINUTE_MS }] : [];

  const offerOf = offersAt(club, wish);
  const together = club.courts.map((court) => offerOf(court, busyOf(court.name)));
  expect(together).toMatchObject([
    { ok: true, priceMinor: 3000 },
    { ok: true, priceMinor: 5000 },
    { ok: false, reason: 'taken' },
  ]);
  expect(club.courts.map((court) => offer(club, court, busyOf(court.name), wish))).toEqual(together);
});
