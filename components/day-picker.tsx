import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { formatDate, formatShare } from '@/lib/i18n/format';
import { Link } from './link';
import { Strip } from './ui/strip';

/** A day one may choose, and the share of its opening time that is still free; null when nothing is open. */
export type DayChoice = { date: string; share: number | null };

type Props = {
  days: readonly DayChoice[];
  selected: string;
  /** A form's field to be sent later, or links that go there at once. */
  as: { kind: 'field'; name: string } | { kind: 'links'; hrefOf: (date: string) => string };
};

const cell =
  'relative flex min-h-18 min-w-13 flex-1 snap-start flex-col items-center justify-between rounded-md border border-transparent px-1 pt-1.5 pb-2';
const chosen = 'border-court bg-court-tint text-court-text';

/** Fourteen days side by side, each with how much of it is free. */
export async function DayPicker({ days, selected, as }: Props) {
  const t = await getTranslations('day');
  if (as.kind === 'field') {
    return (
      <fieldset className="min-w-0">
        <legend className="mb-1.5 font-strong text-note">{t('legend')}</legend>
        <Strip chosen={selected}>
          {days.map((day) => (
            <label
              key={day.date}
              className={clsx(
                cell,
                'hover:bg-sunken has-checked:border-court has-checked:bg-court-tint has-checked:text-court-text has-focus-visible:outline-2 has-focus-visible:outline-court',
              )}
            >
              <input
                type="radio"
                name={as.name}
                value={day.date}
                defaultChecked={day.date === selected}
                className="absolute inset-0 cursor-pointer appearance-none rounded-md outline-none"
              />
              <Day day={day} />
            </label>
          ))}
        </Strip>
      </fieldset>
    );
  }
  return (
    <nav aria-label={t('legend')}>
      <Strip chosen={selected}>
        {days.map((day) => (
          <Link
            key={day.date}
            href={as.hrefOf(day.date)}
            aria-current={day.date === selected ? 'date' : undefined}
            scroll={false}
            className={clsx(cell, day.date === selected ? chosen : 'hover:bg-sunken')}
          >
            <Day day={day} />
          </Link>
        ))}
      </Strip>
    </nav>
  );
}

async function Day({ day: { date, share } }: { day: DayChoice }) {
  const [t, locale] = await Promise.all([getTranslations('day'), getLocale()]);
  const state =
    share === null ? t('closed') : share === 0 ? t('full') : t('free', { share: formatShare(share, locale) });
  return (
    <>
      <span aria-hidden className="text-note">
        {formatDate(date, 'weekday', locale)}
      </span>
      <span aria-hidden className="figures font-strong text-lead">
        {formatDate(date, 'dayOfMonth', locale)}
      </span>
      <svg aria-hidden="true" viewBox="0 0 28 4" className="h-1 w-7">
        <rect width="28" height="4" rx="2" className="fill-line" />
        <rect width={28 * (share ?? 0)} height="4" rx="2" className="fill-court" />
      </svg>
      <span className="sr-only">
        {formatDate(date, 'long', locale)}, {state}
      </span>
    </>
  );
}
