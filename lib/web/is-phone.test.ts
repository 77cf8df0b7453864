import { expect, test } from 'vitest';
import { isPhone } from './is-phone';

const from = (agent: string) => isPhone(new Headers({ 'user-agent': agent }));

test('a phone is told by its name, and a computer or nobody is none', () => {
  expect(
    from('Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36'),
  ).toBe(true);
  expect(
    from('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari'),
  ).toBe(true);
  expect(from('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36')).toBe(
    false,
  );
  expect(isPhone(new Headers())).toBe(false);
});
