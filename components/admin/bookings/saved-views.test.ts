import { expect, test } from 'vitest';
import { plainQuery, storedViews, viewsCookie } from './saved-views';

test('a kept view is a filter of the list and nothing else', () => {
  expect(plainQuery('?owed=true&court=7&page=3&booking=x&q=ana')).toBe('?court=7&owed=true&q=ana');
  expect(plainQuery('//evil.test/?to=javascript:alert(1)')).toBe('');
});

test('views fit into a cookie, or are too many', () => {
  const views = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ name: `Vista ${at}`, query: '?court=7&owed=true' }));
  expect(JSON.parse(storedViews(views(10)) ?? '')).toHaveLength(10);
  expect(storedViews(views(60))).toBeNull();
});

test('two people of one browser, and two clubs of one person, do not share views', () => {
  const [ana, bea] = ['0192aaaa-0000-7000-8000-00000000000a', '0192aaaa-0000-7000-8000-00000000000b'];
  expect(new Set([viewsCookie(1, ana), viewsCookie(1, bea), viewsCookie(2, ana)]).size).toBe(3);
});
