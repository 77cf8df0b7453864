import { expect, it } from 'vitest';
import { inLocale } from './navigation';

it.each([
  ['/', '/es'],
  ['/?problem=conflict', '/es?problem=conflict'],
  ['/#popular', '/es#popular'],
  ['/courts?city=Madrid', '/es/courts?city=Madrid'],
])('%s in Spanish is %s', (href, address) => {
  expect(inLocale(href, 'es')).toBe(address);
});
