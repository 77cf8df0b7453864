import { fc } from '@/test/fast-check';

const RIGHT_TO_LEFT = '\u202e';

/** Texts that have broken other software. */
const KNOWN = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\udfff\ud800',
  `${RIGHT_TO_LEFT}txt.exe`,
  '\u200b',
  '\ufeff',
  '\r\nSet-Cookie: a=b',
  '\u001b[31m',
  '\u0085\u2028\u2029',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'NaN',
  '-0',
  '0x1',
  '1e2',
  '1e400',
  '2147483648',
  '-2147483649',
  '9223372036854775808',
  '9'.repeat(400),
  '9999-12-31',
  '0000-00-00',
  '2027-02-29',
  '24:00',
  '٢٠٢٦-١٢-٠١',
  "' or 1=1 --",
  '%_\\',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '#{7*7}',
  '../../etc/passwd',
  'ﷺ'.repeat(50),
  'z̀́̂'.repeat(40),
  '👩‍👩‍👧‍👦',
  'İ'.repeat(30),
  'a'.repeat(3_000),
  '(a+)+$'.repeat(60),
] as const;

/** Any text: those that have broken others, and whatever else UTF-16 can hold, halves of pairs too. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...KNOWN) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  },
);

const EDGES = [0, -0, -1, 1.5, 1e-7, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e21, 1e308, -1e308];

/** Any JSON, of any type, at the edges of its type. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...EDGES) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: 1 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 15, max: 40 }).map(nested) },
  { weight: 1, arbitrary: hostileText.map((key) => ({ [key]: key })) },
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Bodies that are no JSON, or none that a parser likes. */
export const hostileBody: fc.Arbitrary<Buffer> = fc.oneof(
  fc
    .constantFrom(
      '',
      ' ',
      '{',
      '{"a":}',
      '[1,]',
      'null',
      '"text"',
      '1e400',
      '{"a":1,"a":2}',
      '{"__proto__":{"operator":true}}',
      '{"constructor":{"prototype":{"operator":true}}}',
      '\ufeff{}',
      '{}{}',
      '{"a":"\\ud800"}',
      '{"a":"\\u0000"}',
      "{'a':1}",
      '<a/>',
      'a=b&a=c',
      '['.repeat(10_000),
      `{"a":"${'x'.repeat(70_000)}"}`,
      `{"a":${'9'.repeat(5_000)}}`,
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
);

/** Queries as no library would write them. */
export const hostileTail: fc.Arbitrary<string> = fc.constantFrom(
  '%',
  '%00',
  '%ff=%ff',
  '%c3%28=1',
  '%ED%A0%80=1',
  '&&&',
  '=',
  '=1',
  'page',
  'page=1&page=2',
  'page[]=1',
  'page[a]=1',
  'a%5b%5d=1',
  '__proto__=1',
  '__proto__[a]=1',
  'constructor=1',
  'preview=true',
  'preview=true&preview=false',
  'page=1e2',
  'page=%201',
  'page=0x1',
  'page=99999999999999999999',
  'page_size=-1',
  '?',
  '#',
  '+',
  `a=${'b'.repeat(3_000)}`,
  Array.from({ length: 200 }, (_, at) => `p${at}=1`).join('&'),
);

/** Segments of a path as no library would write them. */
export const hostileSegment: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '%',
    '%ff',
    '%c3%28',
    '%00',
    '%2F',
    '%2e%2e%2f',
    '%5c',
    '%ED%A0%80',
    '%0d%0a',
    ';a=1',
    '1,2',
    '-1',
  ),
  hostileText.filter((text) => text !== '' && !/^\.+$/.test(text)).map(percent),
);

/** Percent-encodes whatever text, halves of surrogate pairs as the three bytes they would be in UTF-8. */
export function percent(text: string): string {
  const encoded = [...text].map((char) => {
    const unit = char.charCodeAt(0);
    if (char.length === 1 && unit >= 0xd800 && unit <= 0xdfff) {
      return `%ED%${(0x80 | ((unit >> 6) & 0x3f)).toString(16)}%${(0x80 | (unit & 0x3f)).toString(16)}`;
    }
    return encodeURIComponent(char);
  });
  return encoded.join('');
}
