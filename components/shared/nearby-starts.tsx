import { getLocale, getTranslations } from 'next-intl/server';
import type { Alternative } from '@/lib/availability/find-alternatives';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatDay } from '@/lib/core/i18n/format';
import { formatShortMoney } from '@/lib/core/money';
import { localDateOf, localTime, MINUTE_MS } from '@/lib/core/time';
import { slotValue } from './slot-choice';
import { StartChip } from './start-chip';

type Props = {
  club: Club;
  alternatives: readonly Alternative[];
  now: number;
  book: (form: FormData) => Promise<void>;
};

/** Other starts that can be booked, each a button that holds it. */
export async function NearbyStarts({ club, alternatives, now, book }: Props) {
  const [t, locale] = await Promise.all([getTranslations('club'), getLocale()]);
  const today = localDateOf(now, club.timeZone);
  return (
    <form action={book} className="mt-3 flex flex-wrap gap-2 empty:hidden">
      {alternatives.map(({ courtId, courtName, startsAt, endsAt, priceMinor }) => {
        const date = localDateOf(startsAt, club.timeZone);
        const time = localTime(startsAt, club.timeZone);
        const price = formatShortMoney(priceMinor, club.currency, locale);
        const durationMinutes = (endsAt - startsAt) / MINUTE_MS;
        return (
          <StartChip
            key={startsAt}
            value={slotValue({ courtId, date, startTime: time, durationMinutes })}
            title={`${formatDay(date, today, 'short', locale)} ${time}`}
            price={`${courtName} · ${price}`}
            about={t('holdFor', { court: courtName, time, duration: durationMinutes })}
          />
        );
      })}
    </form>
  );
}
