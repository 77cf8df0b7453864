import { z } from 'zod';
import { codeOf } from '@/components/admin/lists/code-of';
import type { ExtraBody } from '@/lib/clubs/set-up/extras-list';
import type { extrasSchema } from '@/lib/clubs/set-up/set-extras';
import type { Locale } from '@/lib/core/context';
import { typedDecimal } from '@/lib/core/money';

/** An extra as it is typed. */
export type ExtraFields = Record<'code' | 'name_es' | 'name_en' | 'price', string>;

export const NO_EXTRA: ExtraFields = { code: '', name_es: '', name_en: '', price: '' };

/** A saved extra as its form shows it in a language. */
export const fieldsOf = ({ code, name, price }: ExtraBody, locale: Locale): ExtraFields => ({
  code,
  name_es: name.es,
  name_en: name.en,
  price: typedDecimal(price, locale),
});

type Values = Readonly<Record<string, string>>;

/** The extras of a form in the order of their places, without those that are to go and the empty one. */
export function readExtras(values: Values): ExtraFields[] {
  const indexes = Object.keys(values).flatMap((name) => /^extras\.(\d{1,2})\.place$/.exec(name)?.[1] ?? []);
  const at = (index: string, name: string) => (values[`extras.${index}.${name}`] ?? '').trim();
  return indexes
    .filter((index) => at(index, 'gone') !== 'on')
    .toSorted((a, b) => Number(at(a, 'place')) - Number(at(b, 'place')))
    .map((index) => ({
      code: at(index, 'code'),
      name_es: at(index, 'name_es'),
      name_en: at(index, 'name_en'),
      price: at(index, 'price'),
    }))
    .filter((fields) => Object.values(fields).some((text) => text !== ''));
}

type ExtrasForm = { club: string; preview: boolean; list: z.input<typeof extrasSchema> };

/** The form of a club's extras as `setExtras` takes it. A code that is left out is made of the name. */
export const extrasForm = z.record(z.string(), z.string()).transform(
  (values): ExtrasForm => ({
    club: values.club ?? '',
    preview: values.intent !== 'save',
    list: {
      revision: Number(values.revision),
      extras: readExtras(values).map(({ code, name_es, name_en, price }) => ({
        code: code || codeOf(name_es || name_en),
        name: { es: name_es || name_en, en: name_en || name_es },
        price: price.replace(/^(\d+),(\d{1,3})$/, '$1.$2'),
      })),
    },
  }),
);
