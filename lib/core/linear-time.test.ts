import { expect, test } from 'vitest';
import { parseDecimal } from './money';
import { SECRET_TEXT } from './redact';

/** For each pattern a text that begins a match, to be repeated, and one that prevents its end. */
const BEGINNINGS = [
  ...['a', '.', '-', '_', '@', ' ', '+', '+1', '\n', '\\n', 'é'],
  ...['sk_live_', 'pista_test_', 'pi_', 'pi_a_secret_', 'whsec_', 're_', 'signkey-', 'eyJ', 'eyJ.', 'eyJ-'],
  ...['Bearer ', 'Token a', '?token=', '&key=', 'a://', '://', 'a@', 'a@b', 'a@b.', 'a@b-', '@a.'],
];

/** A linear pattern takes about one thousandth of a second on 64 KB, a quadratic one half a second or more. */
const BOUND_MS = 300;

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

test.each(SECRET_TEXT.map(([pattern]) => [pattern.source, pattern]))(
  'does not hold %s up, whatever it begins with',
  (_, pattern) => {
    for (const beginning of BEGINNINGS.flatMap((text) => [text, `${text} `, `${text}-`])) {
      const worst = beginning.repeat(Math.ceil((64 * 1024) / beginning.length));
      expect(
        cpuMs(() => worst.replace(pattern, '')),
        JSON.stringify(beginning),
      ).toBeLessThan(BOUND_MS);
    }
  },
);

test('reads an amount of many zeros without searching them again and again', () => {
  expect(cpuMs(() => parseDecimal(`1.${'0'.repeat(64 * 1024)}1`, 'EUR'))).toBeLessThan(BOUND_MS);
});
