import { Circle, Contrast } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { formatMoney } from '@/lib/core/money';
import type { BoardItem } from '@/lib/desk/board-item';
import { stateOf } from './item-state';

const PILL = 'inline-flex items-center gap-1.5 whitespace-nowrap rounded-sm px-2 py-0.5 font-strong';

/** What a booking owes as a pill, filled when nothing is paid yet. What is well is a soft word. */
export async function MoneyState({ item }: { item: BoardItem }) {
  const [t, locale] = await Promise.all([getTranslations('board'), getLocale()]);
  const state = stateOf(item);
  const owed = formatMoney(item.owedMinor, item.currency, locale);
  switch (state) {
    case 'owed':
      return (
        <span className={`${PILL} bg-ink text-on-ink`}>
          <Circle aria-hidden className="size-3" strokeWidth={3} />
          <span className="sr-only">{t('state_owed')} </span>
          {owed}
        </span>
      );
    case 'part':
      return (
        <span className={`${PILL} border-[1.5px] border-ink`}>
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
