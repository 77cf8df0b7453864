import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { MoneySign } from '@/components/admin/money-sign';
import { Link } from '@/components/shared/link';
import { formatMoney } from '@/lib/core/money';
import type { BoardCounts, BoardFilter } from '@/components/planner/board-filter';
import type { BoardWords } from '@/components/planner/board-words';
import { Sign } from '@/components/planner/sign';
import { BoardSizeSwitch } from './board-size-switch';

type Props = {
  counts: BoardCounts;
  currency: string;
  filter: BoardFilter | null;
  hrefOf: (filter: BoardFilter | null) => string;
  /** Whether it stands over a board, whose height may be chosen. */
  hasSizes: boolean;
  words: BoardWords;
};

const ENTRY =
  'inline-flex min-h-7 items-center gap-1.5 whitespace-nowrap rounded-sm px-1.5 text-caption max-md:min-h-9 max-md:rounded-full max-md:border max-md:border-edge max-md:px-3';

/** What the colours and signs of the board mean, with their counts. Each entry shows what it names alone. */
export function BoardLegend({ counts, currency, filter, hrefOf, hasSizes, words }: Props) {
  const { t, locale } = words;
  const entry = (name: BoardFilter | null, label: string, count: number, sign?: ReactNode) => (
    <li key={name}>
      <Link
        href={hrefOf(name === filter ? null : name)}
        scroll={false}
        aria-current={name === filter ? 'true' : undefined}
        className={clsx(ENTRY, name === filter ? 'bg-ink text-on-ink' : 'text-soft hover:text-ink')}
      >
        {sign}
        {label}
        <span className="figures">{count}</span>
      </Link>
    </li>
  );
  return (
    <div className="flex shrink-0 items-center gap-2 border-line border-b md:px-3">
      <nav aria-label={t('legend')} className="strip min-w-0 flex-1">
        <ul className="flex items-center gap-0.5 py-1 max-md:gap-1.5">
          {entry(null, t('legend_all'), counts.all)}
          {entry('online', t('legend_online'), counts.online, <Edge className="bg-court" />)}
          {entry('desk', t('legend_desk'), counts.desk, [
            <Edge key="edge" className="bg-soft" />,
            <Sign key="sign" name="desk" />,
          ])}
          {entry('walkIn', t('legend_walkIn'), counts.walkIn, [
            <Edge key="edge" className="bg-teal" />,
            <Sign key="sign" name="walkIn" />,
          ])}
          {(counts.series > 0 || filter === 'series') &&
            entry('series', t('legend_series'), counts.series, [
              <Edge key="edge" className="bg-violet" />,
              <Sign key="sign" name="series" />,
            ])}
          {entry('held', t('legend_held'), counts.held, <Edge className="bg-held" />)}
          {entry(
            'blocked',
            t('legend_blocked'),
            counts.blocked,
            <span aria-hidden className="hatch size-3.5 rounded-sm border border-strong" />,
          )}
          <li aria-hidden className="mx-1 h-4 w-px bg-line" />
          {entry(
            'paid',
            t('legend_paid'),
            counts.paid,
            <span aria-hidden className="size-2 rounded-full bg-current" />,
          )}
          {entry('part', t('legend_part'), counts.part, <MoneySign state="part" className="size-2.5" />)}
          {entry('owed', t('legend_owed'), counts.owed, <MoneySign state="owed" className="size-2.5" />)}
        </ul>
      </nav>
      {hasSizes && <BoardSizeSwitch words={words} />}
      <p className="figures whitespace-nowrap text-caption max-md:hidden">
        {t('owedInAll', { amount: formatMoney(counts.owedMinor, currency, locale) })}
      </p>
    </div>
  );
}

const Edge = ({ className }: { className: string }) => (
  <span aria-hidden className={clsx('h-3.5 w-1 rounded-full', className)} />
);
