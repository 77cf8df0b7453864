import { Circle, Contrast } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { formatMoney } from '@/lib/core/money';
import type { BoardItem } from '@/lib/desk/board-item';
import { stateOf } from './item-state';

const PILL = 'inline-flex items-center whitespace-nowrap rounded-sm font-strong';
/** In a table or a panel, and on an item of the board. */
const ROOM = { row: 'gap-1.5 px-2 py-0.5', card: '-ml-0.5 gap-1 px-1' };

type Props = {
  item: Pick<BoardItem, 'kind' | 'status' | 'owedMinor' | 'paidMinor' | 'currency'>;
  look?: keyof typeof ROOM;
};

/** What a booking owes as a pill, filled when nothing is paid yet. What is well is a soft word. */
export async function MoneyState({ item, look = 'row' }: Props) {
  const [t, locale] = await Promise.all([getTranslations('board'), getLocale()]);
  const state = stateOf(item);
  const owed = formatMoney(item.owedMinor, item.currency, locale);
  switch (state) {
    case 'owed':
      return (
        <span className={`${PILL} ${ROOM[look]} bg-ink text-on-ink`}>
          <Circle aria-hidden className="size-3" strokeWidth={3} />
          <span className="sr-only">{t('state_owed')} </span>
          {owed}
        </span>
      );
    case 'part':
      return (
        <span className={`${PILL} ${ROOM[look]} border-[1.5px] border-ink`}>
          <Contrast aria-hidden className="size-3" strokeWidth={3} />
          <span className="sr-only">{t('state_part')} </span>
          {owed}
        </span>
      );
    case 'paid':
      return (
        <span className="inline-flex items-center gap-1.5 text-soft">
          <span aria-hidden className="size-2 rounded-full bg-soft" />
          {t('state_paid')}
        </span>
      );
    default:
      return <span className={state === 'held' ? 'text-held-text' : 'text-soft'}>{t(`state_${state}`)}</span>;
  }
}
