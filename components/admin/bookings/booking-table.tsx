import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { ROLES } from '@/components/ui/stacked';
import { formatMoney } from '@/lib/core/money';
import type { BookingList } from '@/lib/desk/bookings/list-bookings';
import { bookingCells, bookingName } from './booking-cell';
import type { BookingColumn } from './booking-columns';
import { ChooseAll } from './choose-all';

type Props = {
  list: BookingList;
  columns: readonly BookingColumn[];
  now: number;
  /** Where a booking leads, without its language. */
  hrefOf: (id: string) => string;
  /** Whether rows can be chosen, in a form around the table. */
  choosable: boolean;
};

const HEAD = 'sticky top-0 z-10 h-9 whitespace-nowrap bg-card px-3 font-normal';
const CELL = 'h-10 whitespace-nowrap px-3 max-sm:h-auto max-sm:p-0 max-sm:empty:hidden';
const FOOT = `${CELL} sticky bottom-0 bg-card max-sm:static`;
const FIGURES: readonly BookingColumn[] = ['price', 'paid', 'owed'];

const side = (column: BookingColumn) => FIGURES.includes(column) && 'sm:text-right';

/** Bookings by start, with what they come to in the foot. On phones each is a few lines under its name. */
export async function BookingTable({
  list: { club, results, count, totals },
  columns,
  now,
  hrefOf,
  choosable,
}: Props) {
  const [t, locale, cells] = await Promise.all([getTranslations(), getLocale(), bookingCells(club)]);
  const totalOf = (column: BookingColumn) => {
    if (column === 'price') return formatMoney(totals.priceMinor, club.currency, locale);
    return column === 'owed' ? formatMoney(totals.owedMinor, club.currency, locale) : null;
  };
  const inFront = columns.findIndex((column) => FIGURES.includes(column));
  const plain = inFront === -1 ? columns.length : inFront;
  return (
    <section
      aria-labelledby="bookings"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-auto rounded-card border border-line bg-card md:max-h-[75dvh]"
    >
      <table {...ROLES.table} id="bookings-table" className="figures w-full text-left text-note max-sm:block">
        <thead {...ROLES.group} className="text-caption text-faint max-sm:block">
          <tr {...ROLES.row} className="max-sm:flex max-sm:items-center max-sm:px-3 max-sm:py-2">
            {choosable && (
              <th
                {...ROLES.head}
                scope="col"
                className={clsx(HEAD, 'pr-0 max-sm:static max-sm:h-auto max-sm:p-0')}
              >
                <ChooseAll label={t('bookings.chooseAll')} />
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column}
                {...ROLES.head}
                scope="col"
                className={clsx(HEAD, 'max-sm:sr-only', side(column))}
              >
                {t(`bookings.head_${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLES.group} className="max-sm:block">
          {results.map((item) => (
            <tr
              key={item.id}
              {...ROLES.row}
              className={clsx(
                'border-line border-t focus-within:bg-sunken max-sm:relative max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:px-3 max-sm:py-2',
                choosable && 'max-sm:pl-11',
                item.endsAt <= now && 'text-soft',
              )}
            >
              {choosable && (
                <td
                  {...ROLES.cell}
                  className={clsx(CELL, 'pr-0 max-sm:absolute max-sm:top-2.5 max-sm:left-3')}
                >
                  <input
                    type="checkbox"
                    name="id"
                    value={item.id}
                    data-owed={item.owedMinor}
                    aria-label={t('bookings.choose', { name: bookingName(item, t) })}
                    className="block size-5 accent-ink"
                  />
                </td>
              )}
              {columns.map((column) =>
                column === 'who' ? (
                  <th
                    key={column}
                    {...ROLES.rowHead}
                    scope="row"
                    className={clsx(
                      CELL,
                      'font-normal max-sm:order-first max-sm:basis-full max-sm:whitespace-normal',
                    )}
                  >
                    <Link
                      href={hrefOf(item.id)}
                      scroll={false}
                      className={clsx(
                        'hover:underline max-sm:block max-sm:min-h-6',
                        item.endsAt > now && 'font-strong',
                      )}
                    >
                      {bookingName(item, t)}
                    </Link>
                  </th>
                ) : (
                  <td key={column} {...ROLES.cell} className={clsx(CELL, side(column))}>
                    {cells[column](item)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        <tfoot {...ROLES.group} className="font-strong max-sm:block">
          <tr
            {...ROLES.row}
            className="border-line border-t max-sm:flex max-sm:flex-wrap max-sm:gap-x-4 max-sm:px-3 max-sm:py-2"
          >
            <td {...ROLES.cell} colSpan={plain + (choosable ? 1 : 0)} className={FOOT}>
              {t('board.count', { count })}
            </td>
            {columns.slice(plain).map((column) => (
              <td key={column} {...ROLES.cell} className={clsx(FOOT, side(column))}>
                {totalOf(column) && (
                  <>
                    <span className="font-normal text-soft sm:hidden">{t(`bookings.head_${column}`)} </span>
                    <span>{totalOf(column)}</span>
                  </>
                )}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
