import type { Locale } from '@/lib/core/context';
import { formatMoney } from '@/lib/core/money';

/** An amount with its sign also when it came in. */
export const signedMoney = (minor: number, currency: string, locale: Locale): string =>
  `${minor > 0 ? '+' : ''}${formatMoney(minor, currency, locale)}`;
