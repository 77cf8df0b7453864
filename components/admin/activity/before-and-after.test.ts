import { expect, test } from 'vitest';
import { beforeAndAfter } from './before-and-after';

test('a change tells each field as it was and as it became', () => {
  const detail = { before: { phone: '+34910', name: null }, after: { phone: '+34911', name: 'Norte' } };
  expect(beforeAndAfter({ detail })).toEqual([
    { name: 'phone', before: '+34910', after: '+34911' },
    { name: 'name', before: '–', after: 'Norte' },
  ]);
});

test('another detail is told as one value, unless the line has said it', () => {
  expect(beforeAndAfter({ detail: { fields: ['note'], amount_minor: 400, currency: 'EUR' } })).toEqual([
    { name: 'fields', before: null, after: '["note"]' },
  ]);
  expect(beforeAndAfter({ detail: null })).toEqual([]);
});
