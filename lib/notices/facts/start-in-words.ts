import type { Locale } from '@/lib/core/context';
import { formatInstant, formatMoment } from '@/lib/core/i18n/format';
import { dateFormatter } from '@/lib/core/i18n/formatters';
import { localDateOf, localTime } from '@/lib/core/time';

/** The start of something in words, in the reader's language and local time. */
export function startInWords(locale: Locale, startsAt: Date, timeZone: string) {
  const startsMs = startsAt.getTime();
  return {
    date: localDateOf(startsMs, timeZone),
    dateInWords: formatInstant(startsMs, 'full', locale, timeZone),
    day: formatInstant(startsMs, 'long', locale, timeZone),
    shortDay: formatInstant(startsMs, 'short', locale, timeZone),
    moment: formatMoment(startsMs, locale, timeZone),
    startTime: localTime(startsMs, timeZone),
    zoneName: zoneName(locale, timeZone, startsMs),
  };
}

function zoneName(locale: Locale, timeZone: string, atMs: number): string {
  const parts = dateFormatter(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(atMs);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}
