import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import { bookingCode } from '@/lib/core/booking-code';
import { Link } from '@/components/shared/link';
import { formatInstant, formatSpan } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { BoardItem } from '@/lib/desk/board-item';
import type { BookingList } from '@/lib/desk/bookings/list-bookings';
import { asPlayed } from '../item-state';
import { MoneyState } from '../money-state';

type Props = {
  list: BookingList;
  now: number;
  /** Where a booking leads, without its language. */
  hrefOf: (id: string) => string;
  /** Whether rows can be chosen, in a form around the table. */
  choosable: boolean;
};

const HEAD = 'sticky top-0 z-10 h-9 whitespace-nowrap bg-card px-3 font-normal';
const CELL = 'h-10 whitespace-nowrap px-3';

/** Bookings by start, with what they come to in the foot. It scrolls sideways on small screens. */
export async function BookingTable({
  list: { club, results, count, totals },
  now,
  hrefOf,
  choosable,
}: Props) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const money = (minor: number) => formatMoney(minor, club.currency, locale);
  const courtOf = (id: number) => club.courts.find((court) => court.id === id)?.name ?? '';
  return (
    <section
      aria-labelledby="bookings"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-auto md:max-h-[75dvh] rounded-card border border-line bg-card"
    >
      <table className="figures w-full min-w-184 text-left text-note">
        <thead className="text-caption text-faint">
          <tr>
            {choosable && (
              <th scope="col" className={HEAD}>
                <span className="sr-only">{t('bookings.choice')}</span>
              </th>
            )}
            {(['day', 'time', 'court', 'who', 'state', 'players', 'code'] as const).map((column) => (
              <th key={column} scope="col" className={HEAD}>
                {t(`bookings.head_${column}`)}
              </th>
            ))}
            {(['price', 'owed'] as const).map((column) => (
              <th key={column} scope="col" className={clsx(HEAD, 'text-right')}>
                {t(`bookings.head_${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {results.map((item) => (
            <tr key={item.id} className={clsx('border-line border-t', item.endsAt <= now && 'text-soft')}>
              {choosable && (
                <td className={clsx(CELL, 'pr-0')}>
                  <input
                    type="checkbox"
                    name="id"
                    value={item.id}
                    data-owed={item.owedMinor}
                    aria-label={t('bookings.choose', { name: nameOf(item, t) })}
                    className="block size-5 accent-ink"
                  />
                </td>
              )}
              <td className={CELL}>{formatInstant(item.startsAt, 'short', locale, club.timeZone)}</td>
              <td className={CELL}>{formatSpan(item.startsAt, item.endsAt, locale, club.timeZone)}</td>
              <td className={CELL}>{courtOf(item.courtId)}</td>
              <th scope="row" className={clsx(CELL, 'font-normal')}>
                <Link
                  href={hrefOf(item.id)}
                  scroll={false}
                  className={clsx('hover:underline', item.endsAt > now && 'font-strong')}
                >
                  {nameOf(item, t)}
                </Link>
              </th>
              <td className={CELL}>{t(`status.${item.status}`)}</td>
              <td className={CELL}>{playersOf(item, t)}</td>
              <td className={clsx(CELL, 'text-soft')}>{bookingCode(item.id)}</td>
              <td className={clsx(CELL, 'text-right')}>{money(item.priceMinor)}</td>
              <td className={clsx(CELL, 'text-right')}>
                {item.owedMinor > 0 && <MoneyState item={asPlayed(item)} />}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot className="font-strong">
          <tr className="border-line border-t">
            <td colSpan={choosable ? 8 : 7} className={clsx(CELL, 'sticky bottom-0 bg-card')}>
              {t('board.count', { count })}
            </td>
            <td className={clsx(CELL, 'sticky bottom-0 bg-card text-right')}>{money(totals.priceMinor)}</td>
            <td className={clsx(CELL, 'sticky bottom-0 bg-card text-right')}>{money(totals.owedMinor)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<never>>>;

const nameOf = ({ title, customerName, players, kind }: BoardItem, t: Words): string =>
  title ?? customerName ?? players[0]?.name ?? t(`board.kind_${kind}`);

function playersOf({ players }: BoardItem, t: Words): string {
  const arrived = players.filter(({ checkedInAt }) => checkedInAt !== null).length;
  return players.length > 0 ? t('board.playersIn', { count: players.length, arrived }) : '';
}
