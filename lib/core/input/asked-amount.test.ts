import { describe, expect, test } from 'vitest';
import { askedAmount, readAmount } from './asked-amount';

describe('an amount of a request', () => {
  test.each(['5', '5.0', '5.00', '0.01', '10000.00'])('%s is one', (amount) => {
    expect(askedAmount.safeParse(amount).success).toBe(true);
  });

  test.each([
    '',
    ' 5',
    '5.',
    '.5',
    '-5.00',
    '+5',
    '5e1',
    '0x5',
    '05.00',
    '5,00',
    '1 000',
    '5.0000',
    '٥',
    5,
    null,
  ])('%j is none', (amount) => {
    expect(askedAmount.safeParse(amount).success).toBe(false);
  });

  test.each([
    ['5.01', 'EUR', 501],
    ['5.001', 'EUR', null],
    ['5.000', 'EUR', null],
    ['500', 'JPY', 500],
    ['500.00', 'JPY', 500],
    ['500.50', 'JPY', null],
    ['9000', 'HUF', 900_000],
    ['5.25', 'KWD', 5_250],
    ['5.120', 'KWD', 5_120],
  ])('%s %s are %s minor units', (amount, currency, minor) => {
    expect(readAmount(amount, currency)).toBe(minor);
  });
});
