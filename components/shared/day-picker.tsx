import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { Strip } from '@/components/ui/strip';
import type { FreeShare } from '@/lib/availability/list-free-shares';
import { formatDate, formatShare } from '@/lib/core/i18n/format';
import { Link } from './link';

type Props = {
  days: readonly FreeShare[];
  selected: string;
  /** A form's field, or links that go there at once. */
  as: { kind: 'field'; name: string } | { kind: 'links'; hrefOf: (date: string) => string };
};

const cell =
  'relative flex min-h-17 min-w-13 flex-1 snap-start flex-col items-center justify-between rounded-md px-1 pt-1.5 pb-2';
const chosen = 'bg-ink text-on-ink';

/** Fourteen days from today on, each with its free share. */
export async function DayPicker({ days, selected, as }: Props) {
  const t = await getTranslations('day');
  if (as.kind === 'field') {
    return (
      <fieldset className="min-w-0">
        <legend className="sr-only">{t('legend')}</legend>
        <Strip chosen={selected}>
          {days.map((day, index) => (
            <label
              key={day.date}
              className={clsx(
                cell,
                'not-has-checked:hover:bg-sunken has-checked:bg-ink has-checked:text-on-ink has-focus-visible:outline-2 has-focus-visible:outline-court has-focus-visible:outline-offset-2',
              )}
            >
              <input
                type="radio"
                name={as.name}
                value={day.date}
                defaultChecked={day.date === selected}
                className="absolute inset-0 cursor-pointer appearance-none rounded-md outline-none"
              />
              <Day day={day} isToday={index === 0} />
            </label>
          ))}
        </Strip>
      </fieldset>
    );
  }
  return (
    <nav aria-label={t('legend')}>
      <Strip chosen={selected}>
        {days.map((day, index) => (
          <Link
            key={day.date}
            href={as.hrefOf(day.date)}
            aria-current={day.date === selected ? 'date' : undefined}
            scroll={false}
            className={clsx(cell, day.date === selected ? chosen : 'hover:bg-sunken')}
          >
            <Day day={day} isToday={index === 0} />
          </Link>
        ))}
      </Strip>
    </nav>
  );
}

const BAR = { width: 32, height: 6 };

/** Free is light, and slate fills the bar from the right. A day that is not sold has no bar. */
async function Day({ day: { date, share }, isToday }: { day: FreeShare; isToday: boolean }) {
  const [t, locale] = await Promise.all([getTranslations('day'), getLocale()]);
  const isSold = typeof share === 'number';
  const free = isSold ? Math.round(BAR.width * share) : 0;
  const state = isSold
    ? share === 0
      ? t('full')
      : t('free', { share: formatShare(share, locale) })
    : t(share === 'closed' ? 'closed' : 'notYet');
  return (
    <>
      <span className="text-note">{isToday ? t('today') : formatDate(date, 'weekday', locale)}</span>
      <span className="figures font-strong text-lead">{formatDate(date, 'dayOfMonth', locale)}</span>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${BAR.width} ${BAR.height}`}
        className={clsx('h-1.5 w-8 rounded-full', isSold ? 'bg-free' : 'hatch')}
      >
        {isSold && <rect x={free} width={BAR.width - free} height={BAR.height} className="fill-taken" />}
        {isSold && (
          <rect x="0.5" y="0.5" width="31" height="5" rx="2.5" fill="none" className="stroke-free-line" />
        )}
      </svg>
      <span className="sr-only">{t('rest', { month: formatDate(date, 'monthLong', locale), state })}</span>
    </>
  );
}
