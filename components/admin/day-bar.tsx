import { ChevronLeft, ChevronRight } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { formatDate } from '@/lib/core/i18n/format';
import { addDays, type LocalDate } from '@/lib/core/time';

type Props = { date: LocalDate; today: LocalDate; hrefOf: (date: LocalDate) => string };

/** The day that is shown, with the ways to the day before, to the next, to today and to any other. */
export async function DayBar({ date, today, hrefOf }: Props) {
  const [t, locale] = await Promise.all([getTranslations('board'), getLocale()]);
  const arrow = 'flex size-11 items-center justify-center rounded-md hover:bg-sunken';
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-3">
      <h1 className="mr-auto text-title first-letter:uppercase max-sm:w-full">
        {formatDate(date, 'long', locale)}
      </h1>
      <nav aria-label={t('days')} className="flex items-center gap-1">
        <Link href={hrefOf(addDays(date, -1))} aria-label={t('dayBefore')} className={arrow}>
          <ChevronLeft aria-hidden className="size-5" />
        </Link>
        <Link
          href={hrefOf(today)}
          aria-current={date === today ? 'date' : undefined}
          className={button({ look: 'secondary', size: 'dense' })}
        >
          {t('today')}
        </Link>
        <Link href={hrefOf(addDays(date, 1))} aria-label={t('dayAfter')} className={arrow}>
          <ChevronRight aria-hidden className="size-5" />
        </Link>
      </nav>
      <form method="get" className="flex items-center gap-2">
        <label htmlFor="date" className="sr-only">
          {t('date')}
        </label>
        <input
          key={date}
          id="date"
          type="date"
          name="date"
          defaultValue={date}
          required
          className="figures min-h-11 min-w-0 rounded-md border border-strong bg-card px-3 text-field"
        />
        <input type="hidden" name="view" value="list" />
        <button type="submit" className={button({ look: 'secondary', size: 'dense' })}>
          {t('go')}
        </button>
      </form>
    </div>
  );
}
