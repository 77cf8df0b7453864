import { clsx } from 'clsx';
import { Check, ClockAlert, MailWarning, Move } from 'lucide-react';
import type { Route } from 'next';
import { formatInstant } from '@/lib/core/i18n/format';
import type { BoardItem } from '@/lib/desk/board-item';
import type { BoardWords } from './board-words';
import { whyFixed } from './fixed-reason';
import { type ItemKind, kindOf } from './item-kind';
import { nameOf } from './item-name';
import { isLate } from './late-arrival';
import { MoneyState } from '@/components/admin/money-state';

type Props = {
  item: BoardItem;
  court: string;
  href: Route;
  moveHref: Route | null;
  /** Epoch ms. */
  now: number;
  words: BoardWords;
};

const CELL = 'h-10 px-3 py-1.5';

/** One reservation of a day. Its edge tells its kind, and its name or state says it too. */
export function DayRow({ item, court, href, moveHref, now, words }: Props) {
  const { t, locale, timeZone } = words;
  const isPast = item.endsAt <= now;
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
          <span aria-hidden className={clsx('w-1 shrink-0 rounded-full', EDGES[kindOf(item)])} />
          <span className="min-w-0">
            <a href={href} className={clsx('block break-words hover:underline', !isPast && 'font-strong')}>
              {nameOf(item, words)}
            </a>
            <span className="block text-soft md:hidden">{[court, players].filter(Boolean).join(' · ')}</span>
          </span>
        </span>
      </td>
      <td className={clsx(CELL, 'max-md:hidden')}>{players}</td>
      <td className={clsx(CELL, 'max-w-56 truncate text-soft max-lg:hidden')}>{item.note}</td>
      <td className={clsx(CELL, 'text-right')}>
        <span className="inline-flex items-center gap-2">
          <MoneyState item={item} />
          {item.isUntold && (
            <MailWarning role="img" aria-label={t('untoldMark')} className="size-4 text-danger-text" />
          )}
          {isLate(item, now) && (
            <ClockAlert role="img" aria-label={t('late')} className="size-4 text-danger-text" />
          )}
          {item.checkedInAt !== null && (
            <Check role="img" aria-label={t('arrived')} className="size-4 text-ok" />
          )}
          {moveHref && whyFixed(item) === undefined && (
            <a
              href={moveHref}
              aria-label={t('moveLink', { name: nameOf(item, words) })}
              className="flex size-8 items-center justify-center rounded-button text-soft hover:bg-sunken max-md:size-11"
            >
              <Move aria-hidden className="size-4" />
            </a>
          )}
        </span>
      </td>
    </tr>
  );
}

const EDGES: Readonly<Record<ItemKind, string>> = {
  online: 'bg-court',
  desk: 'bg-soft',
  walkIn: 'bg-teal',
  held: 'bg-held',
  blocked: 'hatch',
};
