import type { Locale } from './context';
import { numberFormatter } from './i18n/formatters';

const digitsByCurrency = new Map<string, number>();

/** Fraction digits of a currency (ISO 4217 as known to Intl): 2 for EUR, 0 for JPY. */
export function currencyDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  digitsByCurrency.set(currency, digits);
  return digits;
}

/** `4500, "EUR"` → `"45.00"`: the decimal string of the API. */
export function toDecimal(amountMinor: number, currency: string): string {
  const digits = currencyDigits(currency);
  const sign = amountMinor < 0 ? '-' : '';
  const padded = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  return digits === 0 ? sign + padded : `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** Money as the API writes it: major units as a string, upper-case currency. */
export const moneyJson = (amountMinor: number, currency: string) => ({
  amount: toDecimal(amountMinor, currency),
  currency,
});

/** `"45.00"` or `45` → `4500`; null when it is not an exact amount of that currency. */
export function parseDecimal(value: string | number, currency: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(String(value));
  const digits = currencyDigits(currency);
  const fraction = (match?.[2] ?? '').replace(/0+$/, '');
  if (!match?.[1] || fraction.length > digits) return null;
  return Number(match[1] + fraction.padEnd(digits, '0'));
}

/** `4500, "EUR", "es"` → `45,00 €`. */
export const formatMoney = (amountMinor: number, currency: string, locale: Locale): string =>
  numberFormatter(locale, { style: 'currency', currency }).format(
    amountMinor / 10 ** currencyDigits(currency),
  );

/** Rounds half to even, so that many roundings do not drift. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (Math.abs(rest - 0.5) < 1e-9) return floor % 2 === 0 ? floor : floor + 1;
  return Math.round(value);
}
