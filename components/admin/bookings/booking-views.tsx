import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { numberFormatter } from '@/lib/core/i18n/formatters';
import type { LocalDate } from '@/lib/core/time';
import { BOOKING_VIEWS, type BookingsAddress, bookingsQuery, viewAddress } from './bookings-address';

type Props = {
  address: BookingsAddress;
  today: LocalDate;
  /** How many bookings each view finds, in their order. */
  counts: readonly number[];
  hrefOf: (address: Partial<BookingsAddress>) => string;
};

/** The views that most work begins from, each with how many it finds. The one that is shown is ink. */
export async function BookingViews({ address, today, counts, hrefOf }: Props) {
  const [t, locale] = await Promise.all([getTranslations('bookings'), getLocale()]);
  const shown = bookingsQuery({ ...address, page: 1 });
  return (
    <nav aria-label={t('views')} className="strip flex gap-6 border-line border-b">
      {BOOKING_VIEWS.map((view, at) => {
        const wanted = viewAddress(view, today);
        const isShown = sameQuery(bookingsQuery(wanted), shown);
        return (
          <Link
            key={view}
            href={hrefOf(wanted)}
            aria-current={isShown ? 'true' : undefined}
            className={clsx(
              'flex min-h-11 items-center gap-2 whitespace-nowrap border-b-2',
              isShown ? 'border-ink font-strong' : 'border-transparent text-soft hover:text-ink',
            )}
          >
            {t(`view_${view}`)}{' '}
            <span className="figures rounded-sm bg-sunken px-1.5 text-caption font-normal text-soft">
              {numberFormatter(locale, {}).format(counts[at] ?? 0)}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}

/** Whatever the order of their parts. */
function sameQuery(one: string, other: string): boolean {
  const [left, right] = [one, other].map((query) => {
    const search = new URLSearchParams(query);
    search.sort();
    return String(search);
  });
  return left === right;
}
