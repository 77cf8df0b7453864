import { clsx } from 'clsx';
import { Check } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { formatInstant } from '@/lib/core/i18n/format';
import type { BoardItem } from '@/lib/desk/board-item';
import { stateOf } from './item-state';
import { MoneyState } from './money-state';

type Props = { item: BoardItem; court: string; timeZone: string; isPast: boolean };

const CELL = 'h-10 px-3 py-1.5';

/** One reservation of a day. Its edge tells its kind, and its name or state says it too. */
export async function DayRow({ item, court, timeZone, isPast }: Props) {
  const [t, locale] = await Promise.all([getTranslations('board'), getLocale()]);
  const time = (ms: number) => formatInstant(ms, 'time', locale, timeZone);
  const arrived = item.players.filter(({ checkedInAt }) => checkedInAt !== null).length;
  const players = item.players.length > 0 ? t('playersIn', { count: item.players.length, arrived }) : null;
  return (
    <tr className={clsx('border-line border-t', isPast && 'text-soft')}>
      <th scope="row" className={clsx(CELL, 'whitespace-nowrap font-normal')}>
        <span className={isPast ? undefined : 'font-strong'}>{time(item.startsAt)}</span>
        <span className="max-md:hidden">–</span>
        <span className="max-md:block max-md:text-soft">{time(item.endsAt)}</span>
      </th>
      <td className={clsx(CELL, 'max-md:hidden')}>{court}</td>
      <td className={CELL}>
        <span className="flex items-stretch gap-2">
          <span aria-hidden className={clsx('w-1 shrink-0 rounded-full', EDGES[edgeOf(item)])} />
          <span className="min-w-0">
            <span className={clsx('block break-words', !isPast && 'font-strong')}>{await nameOf(item)}</span>
            <span className="block text-soft md:hidden">{[court, players].filter(Boolean).join(' · ')}</span>
          </span>
        </span>
      </td>
      <td className={clsx(CELL, 'max-md:hidden')}>{players}</td>
      <td className={clsx(CELL, 'max-w-56 truncate text-soft max-lg:hidden')}>{item.note}</td>
      <td className={clsx(CELL, 'text-right')}>
        <span className="inline-flex items-center gap-2">
          <MoneyState item={item} />
          {item.checkedInAt !== null && (
            <Check role="img" aria-label={t('arrived')} className="size-4 text-ok" />
          )}
        </span>
      </td>
    </tr>
  );
}

const EDGES = {
  held: 'bg-held',
  walkIn: 'bg-teal',
  booking: 'bg-court',
  blocked: 'hatch',
} as const;

function edgeOf(item: BoardItem): keyof typeof EDGES {
  const state = stateOf(item);
  if (state === 'held') return 'held';
  if (state === 'block' || state === 'maintenance' || state === 'closure') return 'blocked';
  return item.kind === 'walk_in' ? 'walkIn' : 'booking';
}

async function nameOf({ title, customerName, kind, players }: BoardItem): Promise<string> {
  const t = await getTranslations('board');
  return title ?? customerName ?? players[0]?.name ?? t(`kind_${kind}`);
}
