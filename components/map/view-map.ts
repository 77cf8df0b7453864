import { getLocale, getTranslations } from 'next-intl/server';
import type { Club } from '@/lib/catalogue/catalogue';
import { inLocale } from '@/lib/core/i18n/navigation';
import { formatShortMoney } from '@/lib/core/money';
import type { MapWords, PinView } from './map-view';

type Placed = { club: Club; fromPriceMinor: number | null };

/** Clubs as pins that lead to their pages with this search. One whose place is not known has none. */
export async function viewPins(clubs: readonly Placed[], search: Record<string, string>): Promise<PinView[]> {
  const locale = await getLocale();
  return clubs.flatMap(({ club, fromPriceMinor }) => {
    const { id, name, slug, latitude, longitude, currency } = club;
    if (!isPlaced(club)) return [];
    const price = fromPriceMinor === null ? null : formatShortMoney(fromPriceMinor, currency, locale);
    const href = inLocale(`/clubs/${slug}?${new URLSearchParams(search)}`, locale);
    return { id, latitude, longitude, name, href, label: price ?? name, about: price === null ? '' : name };
  });
}

/** The zero point in the sea is where nobody has said a place. */
export const isPlaced = ({ latitude, longitude }: Pick<Club, 'latitude' | 'longitude'>): boolean =>
  latitude !== 0 || longitude !== 0;

export async function mapWords(): Promise<MapWords> {
  const t = await getTranslations('map');
  return {
    map: t('map'),
    zoomIn: t('zoomIn'),
    zoomOut: t('zoomOut'),
    attribution: t('attribution'),
    away: t('away'),
  };
}
