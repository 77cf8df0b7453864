import { CURRENCIES } from '@/lib/core/currencies';
import { numberFormatter } from './formatters';

type Sign = { currencyDisplay: 'symbol' | 'narrowSymbol' | 'code'; text: string };

const known = new Map<string, Sign>();

/**
 * The sign of a currency, the same in both languages and unique: "€", "US$", "MX$", "Ft", or its code. English signs
 * tell one dollar from another; a local sign counts when no other currency has it.
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
  // A single letter such as K or R is less clear than the code.
  if (isShared || /^[A-Z]$|\$/.test(narrow)) return { currencyDisplay: 'code', text: currency };
  return { currencyDisplay: 'narrowSymbol', text: narrow };
}

function written(currency: string, currencyDisplay: 'symbol' | 'narrowSymbol'): string {
  const parts = numberFormatter('en', { style: 'currency', currency, currencyDisplay }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
