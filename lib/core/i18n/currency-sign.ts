import { CURRENCIES } from '@/lib/core/currencies';
import { numberFormatter } from './formatters';

type Sign = { currencyDisplay: 'symbol' | 'narrowSymbol' | 'code'; text: string };

const known = new Map<string, Sign>();

/**
 * What a currency is written with, the same in both languages and for no other: "€", "US$", "MX$", "Ft", or its code.
 * English has the signs that tell one dollar from another. A local sign counts when no other currency has it.
 */
export function signOf(currency: string): Sign {
  const sign = known.get(currency) ?? chooseSign(currency);
  known.set(currency, sign);
  return sign;
}

function chooseSign(currency: string): Sign {
  const symbol = written(currency, 'symbol');
  if (symbol !== currency) return { currencyDisplay: 'symbol', text: symbol };
  const narrow = written(currency, 'narrowSymbol');
  const isShared = [...CURRENCIES].some(
    (other) => other !== currency && written(other, 'narrowSymbol') === narrow,
  );
  // A lone letter such as K or R, or another dollar, tells a stranger less than the code.
  if (isShared || /^[A-Z]$|\$/.test(narrow)) return { currencyDisplay: 'code', text: currency };
  return { currencyDisplay: 'narrowSymbol', text: narrow };
}

function written(currency: string, currencyDisplay: 'symbol' | 'narrowSymbol'): string {
  const parts = numberFormatter('en', { style: 'currency', currency, currencyDisplay }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
