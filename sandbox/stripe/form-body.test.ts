import { expect, test } from 'vitest';
import { parseForm } from './form-body';

test.each([
  ['a=1&b=two%20words', { a: '1', b: 'two words' }],
  ['metadata[reservation_id]=r1&metadata[a b]=2', { metadata: { reservation_id: 'r1', 'a b': '2' } }],
  ['expand[0]=x&expand[1]=y', { expand: { 0: 'x', 1: 'y' } }],
  ['expand[]=x&expand[]=y', { expand: { 0: 'x', 1: 'y' } }],
  ['a[b][c][d]=1', { a: { b: { c: { d: '1' } } } }],
  ['metadata=', { metadata: '' }],
])('%s', (body, expected) => {
  expect(JSON.parse(JSON.stringify(parseForm(body)))).toEqual(expected);
});

test('a parameter named like the prototype changes nothing but itself', () => {
  const form = parseForm('metadata[__proto__]=x&__proto__[polluted]=1&constructor[prototype][polluted]=1');
  expect(Object.keys(form)).toEqual(['metadata', '__proto__', 'constructor']);
  expect({}).not.toHaveProperty('polluted');
});
