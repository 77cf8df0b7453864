import { expect, test } from 'vitest';
import { beforeAndAfter } from './before-and-after';

const text = (typed: string) => ({ kind: 'text', text: typed });

test('a change tells each field as it was and as it became', () => {
  const detail = { before: { phone: '+34910', name: null }, after: { phone: '+34911', name: 'Norte' } };
  expect(beforeAndAfter({ detail })).toEqual([
    { name: 'name', before: { kind: 'none' }, after: text('Norte') },
    { name: 'phone', before: text('+34910'), after: text('+34911') },
  ]);
});

test('what has words of ours is told by them, and what is for programs is left out', () => {
  const detail = { fields: ['note'], method: 'cash', kind: 'walk_in', as: 'desk', request_key: 'x' };
  expect(beforeAndAfter({ detail })).toEqual([
    { name: 'method', before: null, after: { kind: 'method', method: 'cash' } },
    { name: 'kind', before: null, after: { kind: 'booking', booking: 'walk_in' } },
    { name: 'fields', before: null, after: { kind: 'fields', fields: ['note'] } },
    { name: 'as', before: null, after: { kind: 'role', role: 'desk' } },
  ]);
  expect(beforeAndAfter({ detail: null })).toEqual([]);
});

test('a value that has no word stays as it was written', () => {
  expect(beforeAndAfter({ detail: { method: 'cheque' } })).toMatchObject([{ after: text('cheque') }]);
});
