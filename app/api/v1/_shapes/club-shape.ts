import type { Club } from '@/lib/catalogue/catalogue';
import { moneyJson } from '@/lib/core/money';
import { courtShape } from './court-shape';

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
  timezone: club.timeZone,
  currency: club.currency,
  phone: club.phone,
  about: club.about,
  amenities: club.amenities,
  durations: club.durationsMinutes,
  opening_hours: club.openingHours.map((window) => ({
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
