import { describe, expect, test } from 'vitest';
import { getClub } from '@/lib/catalogue/catalogue';
import { staffOf } from '@/test/at-desk';
import { makeClub } from '@/test/factories';
import { listReplacements } from './list-replacements';
import { extrasSchema, setExtras } from './set-extras';

const extra = (code: string, price: string) => ({ code, name: { es: 'Pala', en: 'Racket' }, price });

async function managed() {
  const { id } = await makeClub();
  const ctx = await staffOf(id, 'manager');
  const set = (revision: number, extras: unknown[], preview = false) =>
    setExtras({ ...ctx, preview }, String(id), extrasSchema.parse({ revision, extras }));
  return { id, ctx, set };
}

describe('the extras of a club', () => {
  test('are replaced as a whole, in their order, and kept for the history', async () => {
    const { id, ctx, set } = await managed();
    await set(0, [extra('racket', '3.5'), extra('balls', '6.00')]);
    await set(1, [extra('balls', '6.00')]);
    expect(await getClub(id)).toMatchObject({
      extrasRevision: 2,
      extras: [{ code: 'balls', priceMinor: 600 }],
    });
    expect(await listReplacements(ctx, String(id), 'extras')).toMatchObject([
      { by: 'Marta manager', items: [extra('balls', '6.00')] },
      { by: 'Marta manager', items: [extra('racket', '3.50'), extra('balls', '6.00')] },
    ]);
  });

  test('say which prices change, and a preview writes nothing', async () => {
    const { id, set } = await managed();
    await set(0, [extra('racket', '3.00'), extra('balls', '6.00'), extra('towel', '1.00')]);
    const wanted = [extra('shower', '0.00'), extra('racket', '3.50'), extra('balls', '6.00')];
    const { changes } = await set(1, wanted, true);
    expect(changes.map(({ code, before, after }) => [code, before, after])).toEqual([
      ['shower', null, 0],
      ['racket', 300, 350],
      ['towel', 100, null],
    ]);
    expect(await getClub(id)).toMatchObject({ extrasRevision: 1, extras: [{}, {}, { code: 'towel' }] });
  });

  test('are left alone by whoever read another list, and by the desk', async () => {
    const { id, set } = await managed();
    await set(0, [extra('racket', '3.00')]);
    await expect(set(0, [])).rejects.toMatchObject({
      code: 'conflict',
      details: {
        current: { revision: 1, extras: [extra('racket', '3.00')] },
        changed_by: { name: 'Marta manager' },
      },
    });
    const atDesk = setExtras(await staffOf(id), String(id), { revision: 1, extras: [] });
    await expect(atDesk).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each(['3.505', '10000.01'])('cost no %s', async (price) => {
    const { set } = await managed();
    await expect(set(0, [extra('balls', '6.00'), extra('racket', price)])).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { 'extras.1.price': [expect.any(String)] },
    });
  });
});

test.each([
  ['a code with capitals', [extra('Pala', '3.00')], 'extras.0.code'],
  ['one code twice, at both', [extra('a', '3.00'), extra('a', '4.00')], 'extras.0.code,extras.1.code'],
  ['a negative price', [extra('a', '-3.00')], 'extras.0.price'],
  ['a price that is no text', [{ ...extra('a', ''), price: 3 }], 'extras.0.price'],
  ['markup', [{ ...extra('a', '3.00'), name: { es: '<i>', en: 'x' } }], 'extras.0.name.es'],
  ['a name in one language', [{ ...extra('a', '3.00'), name: { es: 'Pala' } }], 'extras.0.name.en'],
])('%s is refused', (_what, extras, paths) => {
  const { error } = extrasSchema.safeParse({ revision: 0, extras });
  expect(error?.issues.map(({ path }) => path.join('.')).join()).toBe(paths);
});
