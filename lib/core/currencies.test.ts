import { describe, expect, test } from 'vitest';
import { amountNotWhole, inWords, isCurrency } from '@/sandbox/stripe/currencies';
import { CURRENCIES, scaleOf } from './currencies';
import { parseDecimal, roundMoney, toDecimal } from './money';

/**
 * The Stripe `amount` of 12 units (docs.stripe.com/currencies), written down here once more. The tables of the
 * product and the sandbox are not asked.
 */
const TWELVE = {
  1200: `
    USD AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP
    CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD KES KGS
    KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN
    PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH UGX
    UYU UZS WST XCD XCG YER ZAR ZMW`,
  12: 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF',
  12000: 'BHD JOD KWD OMR TND',
} as const;
const rows = Object.entries(TWELVE).flatMap(([amount, list]) =>
  list
    .trim()
    .split(/\s+/)
    .map((code) => [code, Number(amount)] as const),
);

test.each(rows)('12 %s are %i at Stripe, for us and for its stand-in', (code, amountMinor) => {
  expect(parseDecimal('12', code)).toBe(amountMinor);
  expect(Number(toDecimal(amountMinor, code))).toBe(12);
  expect(inWords(amountMinor, code.toLowerCase())).toMatch(/^12(\.0+)? /);
  expect(isCurrency(code.toLowerCase())).toBe(true);
});

test('no currency is charged in that Stripe does not list', () => {
  expect([...CURRENCIES].sort()).toEqual(rows.map(([code]) => code).sort());
  for (const code of ['IRR', 'KPW', 'HRK', 'GHS', 'XXX', 'eur'])
    expect(CURRENCIES.has(code), code).toBe(false);
});

describe('what can be charged', () => {
  test.each([
    ['ISK', '5', 500],
    ['ISK', '5.50', null],
    ['UGX', '5000.00', 500_000],
    ['UGX', '0.01', null],
    ['KWD', '5.12', 5120],
    ['KWD', '5.124', null],
    ['HUF', '9000.50', 900_050],
    ['TWD', '0.5', 50],
    ['JPY', '500.5', null],
  ] as const)('in %s of %s is %s', (code, text, amountMinor) => {
    expect(parseDecimal(text, code)).toBe(amountMinor);
    const stripe = Math.round(Number(text) * 10 ** scaleOf(code).digits);
    const refused = amountNotWhole(stripe, code.toLowerCase()) !== null || !Number.isInteger(stripe);
    if (code !== 'JPY') expect(refused).toBe(amountMinor === null);
  });

  test.each([
    ['KWD', 5124, 5120],
    ['KWD', 5126, 5130],
    ['KWD', 5125, 5120],
    ['KWD', 5135, 5140],
    ['ISK', 1250, 1200],
    ['ISK', 1251, 1300],
    ['EUR', 2.5, 2],
    ['EUR', 3.5, 4],
    ['JPY', 2.6, 3],
  ] as const)('in %s is the nearest of %d: %d', (code, valueMinor, amountMinor) => {
    expect(roundMoney(valueMinor, code)).toBe(amountMinor);
    expect(amountNotWhole(amountMinor, code.toLowerCase())).toBeNull();
  });
});
