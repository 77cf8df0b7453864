import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { bookingCode } from '@/lib/core/booking-code';
import { formatInstant, formatSpan } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { Club } from '@/lib/catalogue/catalogue';
import type { BoardItem } from '@/lib/desk/board-item';
import { asPlayed } from '../item-state';
import { MoneyState } from '../money-state';
import type { BookingColumn } from './booking-columns';

type Words = Awaited<ReturnType<typeof getTranslations<never>>>;
type Cell = (item: BoardItem) => ReactNode;

/** What a booking says in each column but its name. */
export async function bookingCells(club: Club): Promise<Record<Exclude<BookingColumn, 'who'>, Cell>> {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const money = (minor: number) => formatMoney(minor, club.currency, locale);
  return {
    day: ({ startsAt }) => formatInstant(startsAt, 'short', locale, club.timeZone),
    time: ({ startsAt, endsAt }) => formatSpan(startsAt, endsAt, locale, club.timeZone),
    court: ({ courtId }) => club.courts.find(({ id }) => id === courtId)?.name,
    phone: ({ customerPhone }) => customerPhone && <a href={`tel:${customerPhone}`}>{customerPhone}</a>,
    state: ({ status }) => t(`status.${status}`),
    players: (item) => playersOf(item, t),
    kind: ({ kind }) => t(`board.kind_${kind}`),
    channel: ({ channel }) => t(`bookings.channel_${channel}`),
    note: ({ note }) => note && <span className="block max-w-64 truncate">{note}</span>,
    code: ({ id }) => <span className="text-soft">{bookingCode(id)}</span>,
    price: ({ priceMinor }) => money(priceMinor),
    paid: ({ paidMinor }) => money(paidMinor),
    owed: (item) => item.owedMinor > 0 && <MoneyState item={asPlayed(item)} />,
  };
}

/** The name under which a booking is listed. */
export const bookingName = ({ title, customerName, players, kind }: BoardItem, t: Words): string =>
  title ?? customerName ?? players[0]?.name ?? t(`board.kind_${kind}`);

function playersOf({ players }: BoardItem, t: Words): string {
  const arrived = players.filter(({ checkedInAt }) => checkedInAt !== null).length;
  return players.length > 0 ? t('board.playersIn', { count: players.length, arrived }) : '';
}
