import type { Locale } from './context';
import { scaleOf } from './currencies';
import { signOf } from './i18n/currency-sign';
import { numberFormatter } from './i18n/formatters';

/** `4500, "EUR"` → `"45.00"`: the decimal string of the API, at Stripe's scale. */
export function toDecimal(amountMinor: number, currency: string): string {
  const { digits } = scaleOf(currency);
  const sign = amountMinor < 0 ? '-' : '';
  const padded = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  return digits === 0 ? sign + padded : `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** An amount as a form shows it: `36,50` in Spanish, `36.50` in English. */
export const typedMoney = (amountMinor: number, currency: string, locale: Locale): string =>
  typedDecimal(toDecimal(amountMinor, currency), locale);

/** The same for a decimal string of the API. */
export const typedDecimal = (decimal: string, locale: Locale): string =>
  locale === 'es' ? decimal.replace('.', ',') : decimal;

/** Money as the API writes it: major units as a string, upper-case currency. */
export const moneyJson = (amountMinor: number, currency: string) => ({
  amount: toDecimal(amountMinor, currency),
  currency,
});

/** `"45.00"` or `45` → `4500`. Null for an amount that cannot be charged in that currency. */
export function parseDecimal(value: string | number, currency: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(String(value));
  const { digits, stepMinor } = scaleOf(currency);
  const fraction = (match?.[2] ?? '').replace(/0+$/, '');
  if (!match?.[1] || fraction.length > digits) return null;
  const amountMinor = Number(match[1] + fraction.padEnd(digits, '0'));
  return amountMinor % stepMinor === 0 ? amountMinor : null;
}

/**
 * `4500, "EUR", "es"` → `45,00 €`; `72000, "MXN", "es"` → `720,00 MX$`. Currencies that people use without decimals
 * show none, unless the amount has some.
 */
export function formatMoney(amountMinor: number, currency: string, locale: Locale): string {
  const { digits } = scaleOf(currency);
  const { currencyDisplay, text } = signOf(currency);
  const style = { style: 'currency', currency, currencyDisplay } as const;
  const isWhole = amountMinor % 10 ** digits === 0;
  const formatter = numberFormatter(
    locale,
    isWhole ? style : { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits },
  );
  return withSign(formatter, amountMinor / 10 ** digits, text);
}

/** The same for a small cell: `4500, "EUR", "es"` → `45 €`, `4550` → `45,50 €`. */
export function formatShortMoney(amountMinor: number, currency: string, locale: Locale): string {
  const { digits } = scaleOf(currency);
  const { currencyDisplay, text } = signOf(currency);
  const decimals = amountMinor % 10 ** digits === 0 ? 0 : digits;
  const formatter = numberFormatter(locale, {
    style: 'currency',
    currency,
    currencyDisplay,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return withSign(formatter, amountMinor / 10 ** digits, text);
}

const withSign = (formatter: Intl.NumberFormat, amount: number, sign: string): string =>
  formatter
    .formatToParts(amount)
    .map(({ type, value }) => (type === 'currency' ? sign : value))
    .join('');

/** `4550, "EUR"` → `46`: whole units for a small cell, rounded up. */
export const wholeUnits = (amountMinor: number, currency: string): string =>
  String(Math.ceil(amountMinor / 10 ** scaleOf(currency).digits));

/** Rounds minor units to what can be charged in the currency, half to even, so that sums do not drift. */
export function roundMoney(valueMinor: number, currency: string): number {
  const { stepMinor } = scaleOf(currency);
  return roundHalfEven(valueMinor / stepMinor) * stepMinor;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (Math.abs(rest - 0.5) < 1e-9) return floor % 2 === 0 ? floor : floor + 1;
  return Math.round(value);
}
