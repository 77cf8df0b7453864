import { z } from 'zod';
import { COURT_FORMATS, type PriceLine, SPORTS, SURFACES } from '@/db/schema';
import type { FoundCourt } from '@/lib/availability/search-courts';
import { slotJson } from '@/lib/availability/slot-json';
import type { Court } from '@/lib/catalogue/catalogue';
import { moneyJson } from '@/lib/core/money';
import { priceLineSchema, slot } from './slot-schema';

const court = {
  id: z.int(),
  name: z.string(),
  sport: z.enum(SPORTS),
  indoor: z.boolean(),
  surface: z.enum(SURFACES),
  format: z.enum(COURT_FORMATS),
};
export const courtSchema = z.strictObject(court);

export const clubKey = { id: z.int(), slug: z.string(), name: z.string(), city: z.string() };

export const foundCourtSchema = z.strictObject({
  ...court,
  club: z.strictObject({ ...clubKey, distance_km: z.number().optional() }),
  ...slot,
  price_breakdown: z.array(priceLineSchema),
});

export const courtShape = (court: Court) => ({
  id: court.id,
  name: court.name,
  sport: court.sport,
  indoor: court.indoor,
  surface: court.surface,
  format: court.format,
});

/** The reasons of a price. Each line names its rule and the exact share it adds. */
export const breakdownShape = (lines: readonly PriceLine[], currency: string) =>
  lines.map((line) => ({
    rule_id: line.ruleId,
    rule: line.rule,
    minutes: line.minutes,
    price_per_hour: moneyJson(line.pricePerHourMinor, currency),
    amount_minor: line.amountMinor,
  }));

export const foundCourtShape = ({ club, court, distanceKm, lines, ...slot }: FoundCourt) => ({
  ...courtShape(court),
  club: {
    id: club.id,
    slug: club.slug,
    name: club.name,
    city: club.city,
    ...(distanceKm === null ? {} : { distance_km: Math.round(distanceKm * 10) / 10 }),
  },
  ...slotJson(club, slot),
  price_breakdown: breakdownShape(lines, club.currency),
});
