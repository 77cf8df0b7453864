import { getLocale, getMessages } from 'next-intl/server';
import { formatMoney } from '@/lib/core/money';
import type { BoardItem } from '@/lib/desk/board-item';
import { stateOf } from './item-state';
import { MoneyMark } from './money-mark';

type Props = { item: Pick<BoardItem, 'kind' | 'status' | 'owedMinor' | 'paidMinor' | 'currency'> };

/** What a booking owes, in a table or a panel. */
export async function MoneyState({ item }: Props) {
  const [{ board }, locale] = await Promise.all([getMessages(), getLocale()]);
  const owed = formatMoney(item.owedMinor, item.currency, locale);
  return <MoneyMark state={stateOf(item)} owed={owed} words={board} />;
}
