import { expect, test } from 'vitest';
import { findWords } from './words-in-lib';

const pages = ['app/[locale]/(player)/account/page.tsx', 'app/[locale]/ops/history/[id]/page.tsx'].map(
  (file) => ({ file, text: '' }),
);
const find = (text: string, file = 'lib/payments/pay.ts') => findWords([...pages, { file, text }]);

const WORDS = 'lib/payments/pay.ts holds words: they belong in messages, those of mails in their templates.';
const PATH =
  'lib/payments/pay.ts holds the path of a page: lib/core/i18n/site-paths.ts has those that lib needs.';

test.each([
  ["{ es: 'Hola', en: 'Hello' }", WORDS],
  [`const ES = {\n  es:\n    \`Faltan \${count}\`,\n};`, WORDS],
  ["throw new Error('El reloj atrasó')", WORDS],
  ["redirect('/account')", PATH],
  [`const to = \`/\${locale}/ops?x=1\``, PATH],
  ["{ page: '/ops#calls' }", PATH],
])('refuses %s', (text, breach) => {
  expect(find(text)).toEqual([breach]);
});

test.each([
  ['a key of messages', "means: 'checks.hold_overdue.means'"],
  ['a path of the API', "fetch('/api/v1/clubs')"],
  ['a path that only begins alike', "get('/accounts')"],
  ['a comment', "/** `Pádel Norte` at '/ops' */\n// es: 'Hola'"],
  ['an empty text', "about: { es: '', en: '' }"],
  ['the sentence of an error', "new AppError('conflict', 'Nothing is owed.')"],
])('says nothing of %s', (_what, text) => {
  expect(find(text)).toEqual([]);
});

test('says nothing of templates, of tests and of other folders', () => {
  for (const file of [
    'lib/notices/templates/words-es.ts',
    'lib/auth/sign-in-mail.tsx',
    'lib/a/b.test.ts',
    'app/x.ts',
  ])
    expect(find("{ es: 'Hola' }", file)).toEqual([]);
});
