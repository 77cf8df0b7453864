import { describe, expect, test } from 'vitest';
import { phoneNumber, readPhone } from './phone-number';

describe('a telephone number', () => {
  test.each([
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+4402079460958', '+442079460958'],
    ['+49 (0) 30 123456', '+4930123456'],
    ['+39 06 6981 2345', '+390669812345'],
    ['+34 600-11.12/22', '+34600111222'],
    [' +34600111222 ', '+34600111222'],
    ['+54 9 11 1234 5678', '+5491112345678'],
  ])('%j is %s', (typed, kept) => {
    expect(phoneNumber.parse(typed)).toBe(kept);
  });

  test.each([
    '600111222',
    '0034600111222',
    '+34',
    '+346001112223',
    '+999123456789',
    '+34 915 55 12 34 ext 5',
    'Call +34600111222',
    '+34600111222\r\n+34600111223',
    '',
  ])('%j is refused', (typed) => {
    expect(phoneNumber.safeParse(typed).success).toBe(false);
  });

  test('without a country code is read as one of its country', () => {
    expect(readPhone('915 55 12 34', 'ES')).toBe('+34915551234');
    expect(readPhone('915 55 12 34', 'ZZ')).toBeNull();
  });
});
