import { expect, test } from 'vitest';
import { clientAddress } from './client-address';

const named = (forwarded: string) => clientAddress(new Headers({ 'x-forwarded-for': forwarded }));

test.each([
  ['with and without a port', ['203.0.113.7', '203.0.113.7:51000', '203.0.113.7:51001', ' 203.0.113.7 ']],
  [
    'as IPv4 within IPv6',
    ['203.0.113.7', '::ffff:203.0.113.7', '::FFFF:cb00:7107', '[::ffff:203.0.113.7]:51000'],
  ],
  [
    'as one line of IPv6',
    [
      '2001:db8:0:1::1',
      '2001:DB8::1:0:0:0:1',
      '[2001:db8:0:1::1]',
      '[2001:db8:0:1::1]:51000',
      '2001:0db8:0000:0001:ffff:ffff:ffff:ffff',
      '2001:db8:0:1::1%eth0',
    ],
  ],
  [
    'behind whatever the sender invented',
    ['203.0.113.7', '198.51.100.1, 203.0.113.7', '[::1]:1,203.0.113.7:9'],
  ],
])('a client %s is one client', (_, written) => {
  expect(new Set(written.map(named)).size).toBe(1);
});

test('other addresses are other clients', () => {
  const others = [
    '203.0.113.7',
    '203.0.113.8',
    '2001:db8:0:1::1',
    '2001:db8:0:2::1',
    '::1',
    '_hidden',
    'unknown',
  ];
  expect(new Set(others.map(named)).size).toBe(others.length);
});

test('nobody is told from nobody', () => {
  expect(clientAddress(new Headers())).toBe('unknown');
  expect(named(' , ')).toBe('unknown');
});
