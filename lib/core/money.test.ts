import { describe, expect, test } from 'vitest';
import { CURRENCIES } from './currencies';
import { signOf } from './i18n/currency-sign';
import { formatMoney, formatShortMoney, moneyJson } from './money';

const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('money as people read it', () => {
  test.each([
    ['EUR', 4500, '45,00 €', '€45.00'],
    ['GBP', 172_000, '1720,00 £', '£1,720.00'],
    ['USD', 72_000, '720,00 US$', 'US$720.00'],
    ['MXN', 72_000, '720,00 MX$', 'MX$720.00'],
    ['CAD', 72_000, '720,00 CA$', 'CA$720.00'],
    ['ARS', 72_000, '720,00 ARS', 'ARS 720.00'],
    ['HUF', 900_000, '9000 Ft', 'Ft 9,000'],
    ['HUF', 900_050, '9000,50 Ft', 'Ft 9,000.50'],
    ['PLN', 12_000, '120,00 zł', 'zł 120.00'],
    ['SEK', 12_000, '120,00 SEK', 'SEK 120.00'],
    ['ISK', 500_000, '5000 ISK', 'ISK 5,000'],
    ['JPY', 500, '500 JP¥', 'JP¥500'],
    ['KWD', 5120, '5,120 KWD', 'KWD 5.120'],
    ['COP', 1_720_000, '17.200 COP', 'COP 17,200'],
  ] as const)('%s %i: %s, in English %s', (code, amountMinor, spanish, english) => {
    expect(plain(formatMoney(amountMinor, code, 'es'))).toBe(spanish);
    expect(plain(formatMoney(amountMinor, code, 'en'))).toBe(english);
  });

  test('never has the same sign for two currencies', () => {
    const signs = [...CURRENCIES].map((code) => signOf(code).text);
    expect(new Set(signs).size).toBe(CURRENCIES.size);
  });
});

test('money of the API has Stripe’s scale, whatever the locale data of the runtime says', () => {
  expect(moneyJson(900_000, 'HUF')).toEqual({ amount: '9000.00', currency: 'HUF' });
  expect(moneyJson(500, 'JPY')).toEqual({ amount: '500', currency: 'JPY' });
});

describe('money on a chip', () => {
  test.each([
    ['EUR', 4500, '45 €', '€45'],
    ['EUR', 4550, '45,50 €', '€45.50'],
    ['MXN', 72_000, '720 MX$', 'MX$720'],
    ['JPY', 500, '500 JP¥', 'JP¥500'],
    ['KWD', 5120, '5,120 KWD', 'KWD 5.120'],
  ] as const)('%s %i: %s, in English %s', (code, amountMinor, spanish, english) => {
    expect(plain(formatShortMoney(amountMinor, code, 'es'))).toBe(spanish);
    expect(plain(formatShortMoney(amountMinor, code, 'en'))).toBe(english);
  });
});
