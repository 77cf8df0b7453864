import { expect, test } from 'vitest';
import { extrasSchema } from '@/lib/clubs/set-up/set-extras';
import { extrasForm, fieldsOf, NO_EXTRA, readExtras } from './extras-form';

const row = (index: number, fields: Partial<typeof NO_EXTRA>, place = index + 1) =>
  Object.fromEntries(
    Object.entries({ ...NO_EXTRA, ...fields, place: String(place) }).map(([name, value]) => [
      `extras.${index}.${name}`,
      value,
    ]),
  );

test('a form is what the API takes, in the order of its places, and a code is made of a name', () => {
  const values = {
    revision: '1',
    ...row(0, { code: 'racket', name_es: 'Pala', name_en: 'Racket', price: '3,50' }, 2),
    ...row(1, { name_es: 'Bote de bolas', price: '6' }, 1),
    ...row(2, { code: 'towel', name_es: 'Toalla', price: '1.00' }, 3),
    'extras.2.gone': 'on',
    ...row(3, {}, 4),
  };
  const { extras } = extrasSchema.parse(extrasForm.parse(values).list);
  expect(extras).toEqual([
    { code: 'bote-de-bolas', name: { es: 'Bote de bolas', en: 'Bote de bolas' }, price: '6' },
    { code: 'racket', name: { es: 'Pala', en: 'Racket' }, price: '3.50' },
  ]);
  expect(extras.map((extra) => fieldsOf(extra, 'es'))[1]).toEqual({
    code: 'racket',
    name_es: 'Pala',
    name_en: 'Racket',
    price: '3,50',
  });
  expect(readExtras(values)).toHaveLength(2);
});

test('a price that is no amount is refused at its field', () => {
  const { list } = extrasForm.parse({ revision: '0', ...row(0, { name_es: 'Pala', price: 'gratis' }) });
  const { error } = extrasSchema.safeParse(list);
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['extras.0.price']);
});
