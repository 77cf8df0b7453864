import { getLocale, getTranslations } from 'next-intl/server';
import { slotValue } from '@/components/shared/slot-choice';
import { StartChip } from '@/components/shared/start-chip';
import type { ClubDay } from '@/lib/availability/find-slots';
import { formatShortMoney } from '@/lib/core/money';
import { localDateOf, localTime } from '@/lib/core/time';

/** The same starts as the grid for small screens: one line a start, one button a court. */
export async function SlotList({ day, askedTime }: { day: ClubDay; askedTime: string | null }) {
  const [t, locale] = await Promise.all([getTranslations('club'), getLocale()]);
  const { club, durationMinutes } = day;
  return (
    <ol className="grid gap-1">
      {startsOf(day).map(([startsAt, offers]) => {
        const time = localTime(startsAt, club.timeZone);
        return (
          <li
            key={startsAt}
            id={`at-${time}`}
            data-asked={time === askedTime ? '' : undefined}
            className="grid scroll-mt-20 grid-cols-[4rem_1fr] items-start border-line border-b py-2 last:border-0"
          >
            <h3 className={`figures pt-3 text-lead ${time === askedTime ? 'text-court-text' : ''}`}>
              {time}
            </h3>
            <div className="strip flex gap-2 p-0.5">
              {offers.map(({ courtId, name, priceMinor }) => {
                const price = formatShortMoney(priceMinor, club.currency, locale);
                const date = localDateOf(startsAt, club.timeZone);
                return (
                  <StartChip
                    key={courtId}
                    value={slotValue({ courtId, date, startTime: time, durationMinutes })}
                    title={name}
                    price={price}
                    about={t('holdFor', { court: name, time, duration: durationMinutes })}
                  />
                );
              })}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

type Offered = { courtId: number; name: string; priceMinor: number };

function startsOf({ courts }: ClubDay): [number, Offered[]][] {
  const starts = new Map<number, Offered[]>();
  for (const { court, slots } of courts) {
    for (const { startsAt, priceMinor } of slots) {
      starts.set(startsAt, [
        ...(starts.get(startsAt) ?? []),
        { courtId: court.id, name: court.name, priceMinor },
      ]);
    }
  }
  return [...starts].sort(([a], [b]) => a - b);
}
