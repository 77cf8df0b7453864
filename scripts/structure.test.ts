import { expect, test } from 'vitest';
import { findBreaches } from './structure';

const file = (name: string, ...imports: string[]) => ({
  file: name,
  text: imports.map((specifier) => `import { x } from '${specifier}';`).join('\n'),
});

test('says nothing of imports that follow the order', () => {
  expect(
    findBreaches([
      file('lib/core/time.ts'),
      file('lib/payments/pay.ts', '@/lib/core/time', './price', 'zod'),
      file('lib/payments/price.ts', '../core/time'),
      file('app/page.tsx', '@/lib/payments/pay'),
      file('db/index.ts', '@/lib/core/time'),
    ]),
  ).toEqual([]);
});

test.each([
  [
    'an import against the order of the areas',
    [file('lib/core/time.ts', '@/lib/payments/pay'), file('lib/payments/pay.ts')],
    'lib/core/time.ts imports lib/payments/pay.ts: core stands before payments.',
  ],
  [
    'the same when the module is loaded later',
    [{ file: 'lib/core/time.ts', text: "await import('@/lib/payments/pay')" }, file('lib/payments/pay.ts')],
    'lib/core/time.ts imports lib/payments/pay.ts: core stands before payments.',
  ],
  [
    'a circle of two files in one folder',
    [file('sandbox/a.ts', './b'), file('sandbox/b.ts', './a')],
    'sandbox/a.ts → sandbox/b.ts → sandbox/a.ts: a circle.',
  ],
  [
    'a circle of types alone',
    [
      { file: 'components/a.ts', text: "import type { B } from './b';" },
      { file: 'components/b.ts', text: "import type { A } from './a';" },
    ],
    'components/a.ts → components/b.ts → components/a.ts: a circle.',
  ],
  [
    'who imports app',
    [file('components/a.tsx', '@/app/page'), file('app/page.tsx')],
    'components/a.tsx imports app/page.tsx: nothing imports app.',
  ],
  [
    'a part of the program that uses a helper of tests',
    [file('sandbox/stripe.ts', '@/test/factories'), file('test/factories.ts')],
    'sandbox/stripe.ts imports test/factories.ts: nothing that runs for people imports test.',
  ],
  [
    'a test in test that is of no helper there',
    [file('test/audit.test.ts'), file('test/inbox.test.ts'), file('test/inbox.ts')],
    'test/audit.test.ts tests nothing of test: move it beside what it tests.',
  ],
  [
    'a test that plays providers and is not named for it',
    [file('lib/payments/pay.test.ts', '@/test/sandbox')],
    'lib/payments/pay.test.ts needs more than a database: name it .providers or .crash or .outage.test.ts.',
  ],
  [
    'a test that starts processes and is not named for it',
    [file('app/api/pay.test.ts', '@/test/other-process/use')],
    'app/api/pay.test.ts needs more than a database: name it .crash or .outage.test.ts.',
  ],
  [
    'what db uses besides core',
    [file('db/index.ts', '@/lib/auth/actor'), file('lib/auth/actor.ts')],
    'db/index.ts imports lib/auth/actor.ts: db uses nothing of lib but core.',
  ],
  [
    'an SDK outside its adapter',
    [file('lib/payments/pay.ts', 'stripe')],
    'lib/payments/pay.ts imports stripe: only lib/services/stripe does.',
  ],
  ['a file at the root of lib', [file('lib/loose.ts')], 'lib/loose.ts stands in no area of lib.'],
  [
    'an area that the order does not name',
    [file('lib/helpers/x.ts')],
    'lib/helpers/x.ts stands in no area of lib.',
  ],
  [
    'a folder with more than 25 files of its own',
    Array.from({ length: 26 }, (_, at) => file(`components/shared/c${at}.tsx`)),
    'components/shared holds 26 files: split it by noun.',
  ],
])('names %s', (_, sources, breach) => {
  expect(findBreaches(sources)).toEqual([breach]);
});

test('lets helpers of tests import the app', () => {
  expect(findBreaches([file('test/serve-api.ts', '@/app/route'), file('app/route.ts')])).toEqual([]);
});

test('counts no tests among the files of a folder, and lets them import what they like', () => {
  const tests = Array.from({ length: 26 }, (_, at) => file(`lib/core/c${at}.test.ts`, '@/lib/payments/pay'));
  expect(findBreaches([...tests, file('lib/payments/pay.ts')])).toEqual([]);
});
