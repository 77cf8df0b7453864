import { expect, test } from 'vitest';
import { sql } from '@/db';
import { foldText } from '@/lib/core/input/fold-text';
import { ALIKE_TEXTS } from '@/test/alike-texts';
import { fc } from '@/test/fast-check';

/** Texts of characters that this PostgreSQL knows, as both fold them. The code may know a newer Unicode. */
async function foldBoth(texts: readonly string[]): Promise<{ inDatabase: string; inCode: string }[]> {
  const rows = await sql()<{ value: string; folded: string }[]>`
    select value, fold_city(value) as folded from unnest(${texts}::text[]) as value where unicode_assigned(value)`;
  return rows.map(({ value, folded }) => ({ inDatabase: folded, inCode: foldText(value) }));
}

/** Whatever PostgreSQL can store and this Unicode knows. */
const character = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 1 })
  .filter((one) => /^[^\p{Cn}\p{Cs}\0]$/u.test(one));
const odd = fc.constantFrom(
  ...ALIKE_TEXTS.flatMap(([, ...texts]) => texts.flatMap((text) => [...text])),
  'Σ',
  '´',
  '\t',
);

test('the database folds every character as the code does', async () => {
  const text = fc.string({ unit: fc.oneof(character, odd), maxLength: 12 });
  const texts = [...fc.sample(text, 20_000), ...everyLetter()];
  const both = await foldBoth(texts);
  expect(both.length).toBeGreaterThan(60_000);
  expect(both.filter(({ inDatabase, inCode }) => inDatabase !== inCode)).toEqual([]);
});

/** Each character of the first plane between two letters. */
const everyLetter = () =>
  Array.from({ length: 0xff_ff }, (_, code) => String.fromCharCode(code + 1))
    .filter((one) => /^[^\p{Cn}\p{Cs}]$/u.test(one))
    .map((one) => `a${one}Z`);

test('the city of a club is folded whoever writes it', async () => {
  const [club] = await sql()<{ city_key: string }[]>`
    insert into clubs (slug, name, city, country, address, latitude, longitude, time_zone, currency, about, durations_minutes)
    values ('a', 'A', ' L’Alcúdia  de Crespins', 'ES', '', 0, 0, 'Europe/Madrid', 'EUR', '{}', '{60}') returning city_key`;
  expect(club?.city_key).toBe("l'alcudia de crespins");
});
