import type { LinkedThing } from '@/components/share/json-ld';
import type { ClubDay } from '@/lib/availability/find-slots';
import { weekOn } from '@/lib/availability/open-day';
import type { Club, OpeningHours } from '@/lib/catalogue/catalogue';
import type { Photo } from '@/lib/catalogue/list-photos';
import { photoPath } from '@/lib/catalogue/photo-path';
import type { Locale } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { translatorOf } from '@/lib/core/i18n/translator';
import { toDecimal } from '@/lib/core/money';
import { formatWallMinute } from '../shared/format-wall-minute';

type Described = {
  club: Club;
  photos: readonly Photo[];
  /** The day that the page shows, whose cheapest free start is the price from. */
  day: ClubDay;
  today: string;
  locale: Locale;
};

/** A club and the way to it in the words of schema.org. */
export const describeClub = (described: Described): LinkedThing[] => [place(described), way(described)];

function place({ club, photos, day, today, locale }: Described): LinkedThing {
  const url = siteUrl(`/clubs/${club.slug}`, locale).href;
  return {
    '@type': 'SportsActivityLocation',
    '@id': `${url}#club`,
    url,
    name: club.name,
    description: club.about[locale] || undefined,
    telephone: club.phone ?? undefined,
    image: photos.slice(0, 3).map(({ id }) => new URL(photoPath(id, 1600), env().NEXTAUTH_URL).href),
    address: {
      '@type': 'PostalAddress',
      streetAddress: club.address,
      addressLocality: club.city,
      addressCountry: club.country,
    },
    geo: { '@type': 'GeoCoordinates', latitude: club.latitude, longitude: club.longitude },
    openingHoursSpecification: weekOn(club.openingHours, today).map(openOn),
    currenciesAccepted: club.currency,
    makesOffer: offer(day, url),
  };
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** A time past midnight stands on the next day's clock, as Google reads it. A whole day ends a minute early. */
function openOn({ weekday, opensMinute, closesMinute }: OpeningHours): LinkedThing {
  const [opens, closes] = [formatWallMinute(opensMinute), formatWallMinute(closesMinute % 1440)];
  return {
    '@type': 'OpeningHoursSpecification',
    dayOfWeek: `https://schema.org/${DAYS[weekday - 1]}`,
    opens,
    closes: closes === opens ? '23:59' : closes,
  };
}

/** The cheapest free start of the day that the page shows. */
function offer({ courts, club }: ClubDay, url: string): LinkedThing | undefined {
  const prices = courts.flatMap(({ slots }) => slots.map(({ priceMinor }) => priceMinor));
  if (prices.length === 0) return undefined;
  const price = toDecimal(Math.min(...prices), club.currency);
  return {
    '@type': 'Offer',
    url,
    price,
    priceCurrency: club.currency,
    availability: 'https://schema.org/InStock',
    priceSpecification: {
      '@type': 'PriceSpecification',
      minPrice: price,
      priceCurrency: club.currency,
      valueAddedTaxIncluded: true,
    },
  };
}

function way({ club, locale }: Described): LinkedThing {
  const t = translatorOf(locale);
  const steps = [
    { name: t('nav.search'), item: siteUrl('/', locale) },
    { name: club.city, item: siteUrl(`/courts?${new URLSearchParams({ city: club.city })}`, locale) },
    { name: club.name, item: siteUrl(`/clubs/${club.slug}`, locale) },
  ];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, item }, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name,
      item: item.href,
    })),
  };
}
