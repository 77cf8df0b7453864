import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { numberFormatter } from '@/lib/core/i18n/formatters';
import type { LocalDate } from '@/lib/core/time';
import { BOOKING_VIEWS, type BookingsAddress, bookingsQuery, viewAddress } from './bookings-address';
import type { SavedView } from './saved-views';
import { ForgetView, SaveView } from './view-forms';

type Props = {
  address: BookingsAddress;
  today: LocalDate;
  /** How many bookings each view finds, in their order. */
  counts: readonly number[];
  saved: readonly SavedView[];
  clubId: number;
  /** The page without its language. */
  path: string;
};

/**
 * The views that most work begins from, each with how many it finds, and the reader's own. The one that is shown is
 * ink, and one without a name can be given one.
 */
export async function BookingViews({ address, today, counts, saved, clubId, path }: Props) {
  const [t, locale] = await Promise.all([getTranslations('bookings'), getLocale()]);
  const shown = bookingsQuery({ ...address, page: 1 });
  const standard = BOOKING_VIEWS.map((view, at) => ({
    name: t(`view_${view}`),
    query: bookingsQuery(viewAddress(view, today)),
    count: numberFormatter(locale, {}).format(counts[at] ?? 0),
  }));
  const own = saved.find(({ query }) => sameQuery(query, shown));
  const isNew = !own && !standard.some(({ query }) => sameQuery(query, shown));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <nav aria-label={t('views')} className="strip flex gap-6 border-line border-b">
        {[...standard, ...saved.map((view) => ({ ...view, count: null }))].map(({ name, query, count }) => {
          const isShown = sameQuery(query, shown);
          return (
            <Link
              key={`${name} ${query}`}
              href={`${path}${query}`}
              aria-current={isShown ? 'true' : undefined}
              className={clsx(
                'flex min-h-11 items-center gap-2 whitespace-nowrap border-b-2',
                isShown ? 'border-ink font-strong' : 'border-transparent text-soft hover:text-ink',
              )}
            >
              {name}{' '}
              {count !== null && (
                <span className="figures rounded-sm bg-sunken px-1.5 text-caption font-normal text-soft">
                  {count}
                </span>
              )}
            </Link>
          );
        })}
      </nav>
      {own && <ForgetView clubId={clubId} view={own} />}
      {isNew && <SaveView clubId={clubId} query={shown} />}
    </div>
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
