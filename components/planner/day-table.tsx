import { clsx } from 'clsx';
import { inLocale } from '@/lib/core/i18n/navigation';
import { formatMoney } from '@/lib/core/money';
import type { BoardItem } from '@/lib/desk/board-item';
import { countBoard } from './board-filter';
import type { BoardWords } from './board-words';
import { DayRow } from './day-row';
import { partsOfDay } from './parts-of-day';

type Props = {
  currency: string;
  courts: readonly { id: number; name: string }[];
  items: readonly BoardItem[];
  /** Where an item leads, without the language. */
  hrefOf: (item: BoardItem) => string;
  /** Where it is moved by a form. Null for whoever may not. */
  moveHref: ((item: BoardItem) => string) | null;
  /** Epoch ms, which parts the day that is today in three. */
  now: number;
  words: BoardWords;
};

const HEAD = 'h-9 px-3 font-normal';
const WIDE = 'max-md:hidden';

/** A day of a club by start time. On phones the court and the players stand under the name. */
export function DayTable({ currency, courts, items, hrefOf, moveHref, now, words }: Props) {
  const { t, locale } = words;
  const { owedMinor } = countBoard(items);
  return (
    <div className="rounded-card border border-line bg-card">
      <table className="figures w-full text-left text-note">
        <caption className="sr-only">{t('byStart')}</caption>
        <thead className="text-caption text-faint">
          <tr>
            <th scope="col" className={HEAD}>
              {t('time')}
            </th>
            <th scope="col" className={clsx(HEAD, WIDE)}>
              {t('court')}
            </th>
            <th scope="col" className={HEAD}>
              {t('who')}
            </th>
            <th scope="col" className={clsx(HEAD, WIDE)}>
              {t('players')}
            </th>
            <th scope="col" className={clsx(HEAD, 'max-lg:hidden')}>
              {t('note')}
            </th>
            <th scope="col" className={clsx(HEAD, 'text-right')}>
              {t('money')}
            </th>
          </tr>
        </thead>
        {partsOfDay(items, now).map(({ part, items: within }) => (
          <tbody key={part}>
            <tr className="border-line border-t bg-paper">
              <th scope="rowgroup" colSpan={6} className="h-9 px-3 font-strong text-soft">
                {t(`part_${part}`)}
              </th>
            </tr>
            {within.map((item) => (
              <DayRow
                key={item.id}
                item={item}
                court={courts.find(({ id }) => id === item.courtId)?.name ?? ''}
                href={inLocale(hrefOf(item), locale)}
                moveHref={moveHref && inLocale(moveHref(item), locale)}
                now={now}
                words={words}
              />
            ))}
          </tbody>
        ))}
        <tfoot className="border-line border-t font-strong">
          <tr>
            <td colSpan={2} className="h-10 px-3">
              {t('count', { count: items.length })}
            </td>
            <td colSpan={4} className="px-3 text-right">
              {t('owedInAll', { amount: formatMoney(owedMinor, currency, locale) })}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
