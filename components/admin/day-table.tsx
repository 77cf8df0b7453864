import { clsx } from 'clsx';
import { getLocale, getTranslations } from 'next-intl/server';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatMoney } from '@/lib/core/money';
import type { BoardItem } from '@/lib/desk/board-item';
import { DayRow } from './day-row';
import { stateOf } from './item-state';
import { partsOfDay } from './parts-of-day';

type Props = {
  club: Pick<Club, 'timeZone' | 'currency'>;
  courts: readonly { id: number; name: string }[];
  items: readonly BoardItem[];
  /** Epoch ms, which parts the day that is today in three. */
  now: number;
};

const HEAD = 'h-9 px-3 font-normal';
const WIDE = 'max-md:hidden';

/** A day of a club by start time. On phones the court and the players stand under the name. */
export async function DayTable({ club, courts, items, now }: Props) {
  const [t, locale] = await Promise.all([getTranslations('board'), getLocale()]);
  const owedMinor = items.filter(isDebt).reduce((sum, item) => sum + item.owedMinor, 0);
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
                timeZone={club.timeZone}
                isPast={item.endsAt <= now}
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
              {t('owedInAll', { amount: formatMoney(owedMinor, club.currency, locale) })}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** A running hold is not a debt, since it lapses unpaid. */
const isDebt = (item: BoardItem) => ['owed', 'part'].includes(stateOf(item));
