import { clsx } from 'clsx';
import { getTranslations } from 'next-intl/server';
import type { OpeningHours } from '@/lib/catalogue/catalogue';
import { weekdayOf } from '@/lib/core/time';
import { formatWallMinute } from './format-wall-minute';

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** A club's opening hours by weekday, with today's in bold. */
export async function WeekHours({ hours, today }: { hours: readonly OpeningHours[]; today: string }) {
  const t = await getTranslations();
  return (
    <dl className="figures grid max-w-sm gap-1.5">
      {WEEKDAYS.map((weekday) => (
        <div
          key={weekday}
          className={clsx(
            'flex justify-between gap-4',
            Number(weekday) === weekdayOf(today) && 'font-strong',
          )}
        >
          <dt>{t(`weekday.${weekday}`)}</dt>
          <dd>{hoursOf(hours, Number(weekday)) || t('club.closed')}</dd>
        </div>
      ))}
    </dl>
  );
}

const hoursOf = (hours: readonly OpeningHours[], weekday: number) =>
  hours
    .filter((window) => window.weekday === weekday)
    .map(
      ({ opensMinute, closesMinute }) => `${formatWallMinute(opensMinute)}–${formatWallMinute(closesMinute)}`,
    )
    .join(', ');
