import type { Locale } from '@/lib/core/context';
import { toDecimal } from '@/lib/core/money';

/** An amount as a form shows it: `36,50` in Spanish, `36.50` in English. */
export function typedMoney(amountMinor: number, currency: string, locale: Locale): string {
  const decimal = toDecimal(amountMinor, currency);
  return locale === 'es' ? decimal.replace('.', ',') : decimal;
}
