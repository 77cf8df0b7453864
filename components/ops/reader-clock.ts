import { cookies } from 'next/headers';
import { getLocale } from 'next-intl/server';
import { ZONE_COOKIE } from '@/components/search/zone-cookie';
import { type DateStyle, formatInstant } from '@/lib/core/i18n/format';
import { findTimeZone } from '@/lib/core/time';

/** Tells moments as the reader's clock does. Until their browser has named its zone that is UTC. */
export async function readerClock() {
  const [jar, locale] = await Promise.all([cookies(), getLocale()]);
  const timeZone = findTimeZone(jar.get(ZONE_COOKIE)?.value ?? '') ?? 'UTC';
  return {
    timeZone,
    tell: (at: Date, style: DateStyle = 'stamp') => formatInstant(at.getTime(), style, locale, timeZone),
  };
}
