import { cookies } from 'next/headers';
import { getLocale } from 'next-intl/server';
import { ZONE_COOKIE } from '@/components/search/zone-cookie';
import { type DateStyle, formatInstant } from '@/lib/core/i18n/format';
import { findTimeZone } from '@/lib/core/time';

/** Formats times in the reader's zone, or in UTC until their browser has named it. */
export async function readerClock() {
  const [jar, locale] = await Promise.all([cookies(), getLocale()]);
  const timeZone = findTimeZone(jar.get(ZONE_COOKIE)?.value ?? '') ?? 'UTC';
  return {
    timeZone,
    tell: (at: Date, style: DateStyle = 'stamp') => formatInstant(at.getTime(), style, locale, timeZone),
  };
}
