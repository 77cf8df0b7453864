import { z } from 'zod';
import { requireMay } from '@/lib/auth/permissions';
import { openDay } from '@/lib/availability/open-day';
import { type Club, getClub, type PriceRuleRow } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { priceSlot, rulesAt } from '@/lib/catalogue/price';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { askedDate, assertInReach } from '@/lib/core/input/asked-time';
import { plainCode } from '@/lib/core/input/plain-code';
import { MINUTE_MS } from '@/lib/core/time';

export const listPricesSchema = z.object({
  date: askedDate,
  duration: z.coerce.number().int().min(15).max(240).meta({ description: 'Minutes.' }),
  category: plainCode.optional().meta({ description: 'The public unless said.' }),
});

/** What one court costs from one start, and the rules that fit its first minute, of which the first decides. */
export type Priced = {
  courtId: number;
  startsAt: number;
  /** Null is not sold. */
  priceMinor: number | null;
  rules: readonly PriceRuleRow[];
};

/**
 * The prices of every court and start of a date, by court and time.
 * @throws AppError `invalid_input` for a category that the club does not have, `not_found`, `forbidden`,
 *   `unauthenticated`
 */
export async function listPrices(
  ctx: Context,
  clubIdOrSlug: string,
  { date, duration, category }: z.output<typeof listPricesSchema>,
): Promise<{ club: Club; cells: Priced[] }> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeSetUp');
  assertInReach(ctx, date, [club]);
  if (category !== undefined && !club.categories.some(({ code }) => code === category)) {
    throw new AppError('invalid_input', 'The club does not have this category.', {
      fields: { category: ['must be a category of the club'] },
    });
  }
  const starts = openDay(club, date).windows.flatMap(({ startsAt, endsAt }) =>
    everyStep(startsAt, endsAt, club.stepMinutes * MINUTE_MS),
  );
  const sold = club.courts.filter((court) => isSoldOn(court, date));
  const cells = sold.flatMap((court) =>
    starts.map((startsAt) =>
      pricedAt(club, { courtId: court.id, category: category ?? null, startsAt, minutes: duration }),
    ),
  );
  return { club, cells };
}

type Asked = { courtId: number; category: string | null; startsAt: number; minutes: number };

/** What a club asks for a court, a start and a length, whether or not it is open or free. */
export function pricedAt(
  { priceRules, timeZone, currency, holidays }: Club,
  { courtId, category, startsAt, minutes }: Asked,
): Priced {
  const endsAt = startsAt + minutes * MINUTE_MS;
  const slot = { courtId, category, startsAt, endsAt, timeZone, currency, holidays };
  const priceMinor = priceSlot(priceRules, slot)?.totalMinor ?? null;
  return { courtId, startsAt, priceMinor, rules: rulesAt(priceRules, slot, startsAt) };
}

function everyStep(fromMs: number, untilMs: number, stepMs: number): number[] {
  return Array.from({ length: Math.ceil((untilMs - fromMs) / stepMs) }, (_, step) => fromMs + step * stepMs);
}
