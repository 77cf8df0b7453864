import type { Locale } from '@/lib/context';
import { localDateOf, localTime } from '@/lib/time';

/** When something starts, in the reader's language and the time of the place. */
export function startInWords(locale: Locale, startsAt: Date, timeZone: string) {
  const startsMs = startsAt.getTime();
  return {
    date: localDateOf(startsMs, timeZone),
    dateInWords: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(startsMs),
    startTime: localTime(startsMs, timeZone),
    zoneName: zoneName(locale, timeZone, startsAt),
  };
}

function zoneName(locale: string, timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}
