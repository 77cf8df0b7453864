import { z } from 'zod';
import { weekOn } from '@/lib/availability/open-day';
import type { Club } from '@/lib/catalogue/catalogue';
import { moneyJson } from '@/lib/core/money';
import { localDateOf } from '@/lib/core/time';
import { clubKey, courtSchema, courtShape } from './court-shape';
import { currency, localTime, moneySchema, spoken } from './members';

export const clubSchema = z.strictObject({
  ...clubKey,
  country: z.string(),
  address: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  revision: z.int().describe('Whoever changes the club names the one that they read.'),
  timezone: z.string().describe('IANA zone of every local date and time of the club.'),
  currency,
  phone: z.string().nullable(),
  about: spoken,
  amenities: z.array(z.string()),
  durations: z.array(z.int()).describe('Minutes.'),
  opening_hours: z
    .array(
      z.strictObject({
        weekday: z.int().min(1).max(7).describe('1 is Monday.'),
        opens: localTime,
        closes: localTime,
        past_midnight: z.boolean(),
      }),
    )
    .describe('The week that holds today, which a season may replace.'),
  refund_policy: z.strictObject({
    free_hours: z.number(),
    later_percent: z.number(),
    nothing_hours: z.number(),
  }),
  extras: z.array(
    z.strictObject({
      code: z.string(),
      name: spoken,
      price: moneySchema,
      price_minor: z.int().meta({ deprecated: true, description: 'Minor units; read `price` instead.' }),
    }),
  ),
  courts: z.array(courtSchema),
});

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export const clubShape = (club: Club) => ({
  id: club.id,
  slug: club.slug,
  name: club.name,
  city: club.city,
  country: club.country,
  address: club.address,
  latitude: club.latitude,
  longitude: club.longitude,
  revision: club.revision,
  timezone: club.timeZone,
  currency: club.currency,
  phone: club.phone,
  about: club.about,
  amenities: club.amenities,
  durations: club.durationsMinutes,
  opening_hours: weekOn(club.openingHours, localDateOf(Date.now(), club.timeZone)).map((window) => ({
    weekday: window.weekday,
    opens: clock(window.opensMinute),
    closes: clock(window.closesMinute),
    past_midnight: window.closesMinute > 1440,
  })),
  refund_policy: {
    free_hours: club.refundPolicy.freeHours,
    later_percent: club.refundPolicy.laterPercent,
    nothing_hours: club.refundPolicy.nothingHours,
  },
  extras: club.extras.map(({ code, name, priceMinor }) => ({
    code,
    name,
    price: moneyJson(priceMinor, club.currency),
    price_minor: priceMinor,
  })),
  courts: club.courts.map(courtShape),
});
