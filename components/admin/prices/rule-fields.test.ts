import { expect, test } from 'vitest';
import { priceRulesSchema } from '@/lib/clubs/set-up/set-price-rules';
import { fieldsOf, NO_RULE, type RuleFields, readRules, rulesForm } from './rule-fields';

/** What a browser sends of a row. */
function row(index: number, place: number, fields: Partial<RuleFields>): Record<string, string> {
  const { weekdays, courts, durations, prime, ...text } = { ...NO_RULE, ...fields };
  const boxes = Object.entries({ weekdays, courts, durations }).flatMap(([name, chosen]) =>
    chosen.map((value) => [`${name}.${value}`, 'on'] as const),
  );
  const all = [...Object.entries(text), ...boxes, ['place', String(place)] as const];
  const named = Object.fromEntries(all.map(([name, value]) => [`rules.${index}.${name}`, value]));
  return prime ? { ...named, [`rules.${index}.prime`]: 'on' } : named;
}

test('rules come in the order of their places, without the empty one and those that go', () => {
  const values = {
    ...row(0, 3, { name_es: 'Base', price_per_hour: '30' }),
    ...row(1, 1, { name_es: 'Punta', price_per_hour: '40', weekdays: ['1', '5'], prime: true }),
    ...row(2, 2, { name_es: 'Vieja', price_per_hour: '10' }),
    'rules.2.gone': 'on',
    ...row(3, 4, {}),
  };
  expect(readRules(values).map(({ name_es }) => name_es)).toEqual(['Punta', 'Base']);
  expect(readRules(values)[0]).toMatchObject({ weekdays: ['1', '5'], prime: true });
});

test('a form is what the API takes, with a decimal comma and one name for both languages', () => {
  const typed = { name_es: 'Punta', price_per_hour: '36,50', courts: ['7'], holidays: 'never' as const };
  const values = { club: 'sol', revision: '2', intent: 'save', ...row(0, 1, typed) };
  const { list, preview } = rulesForm.parse(values);
  expect(preview).toBe(false);
  const parsed = priceRulesSchema.parse(list);
  expect(parsed).toMatchObject({
    revision: 2,
    rules: [
      {
        name: { es: 'Punta', en: 'Punta' },
        price_per_hour: '36.50',
        court_ids: [7],
        weekdays: null,
        holidays: false,
      },
    ],
  });
  expect(fieldsOf(parsed.rules[0] ?? expect.fail(), 'es')).toMatchObject({
    ...typed,
    name_en: 'Punta',
    price_per_hour: '36,50',
  });
});

test('without the intent to save a form is only looked at', () => {
  expect(rulesForm.parse({ club: 'sol', revision: '0' }).preview).toBe(true);
});
