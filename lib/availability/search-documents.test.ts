import { beforeAll, describe, expect, test } from 'vitest';
import { ALIKE_TEXTS } from '@/test/alike-texts';
import { makeClub, makeCourt } from '@/test/factories';
import { refreshSearchIndex } from './refresh-search-index';
import { searchDocuments, searchDocumentsSchema } from './search-documents';

const search = (q: string, type?: string) => searchDocuments(searchDocumentsSchema.parse({ q, type }));
const namesOf = async (q: string, type?: string) => (await search(q, type)).results.map((hit) => hit.name);

beforeAll(async () => {
  const club = await makeClub({ name: 'Pádel La Encina', city: 'Logroño', address: 'Calle Mayor 1' });
  await makeCourt({ clubId: club.id, name: 'Pista Central' });
  await makeClub({ name: 'Raqueta Norte', city: 'Bilbao' });
  await makeClub({ name: '100% Pádel', city: 'Vigo' });
  await refreshSearchIndex(null);
});

describe('searching by words', () => {
  test.each([
    ['the name as it is written', 'Pádel La Encina'],
    ['without accents, in any case', 'PADEL la encina'],
    ['one wrong letter', 'enzina'],
    ['a doubled letter', 'Raquetta'],
    ['the city', 'logrono'],
    ['a part of the street', 'calle mayor'],
  ])('finds a club by %s', async (_title, q) => {
    const wanted = q === 'Raquetta' ? 'Raqueta Norte' : 'Pádel La Encina';
    expect(await namesOf(q, 'club')).toContain(wanted);
  });

  test('finds courts with their club, and only courts when only they are wanted', async () => {
    const { results } = await search('central', 'court');
    expect(results).toMatchObject([
      { type: 'court', name: 'Pista Central · Pádel La Encina', city: 'Logroño' },
    ]);
    expect(results[0]?.highlight).toBe('Pista *Central* · Pádel La Encina');
  });

  test('takes a per cent sign for what it is', async () => {
    expect(await namesOf('100%')).toEqual(['100% Pádel']);
    expect(await namesOf('%')).toEqual(['100% Pádel']);
  });

  test.each(ALIKE_TEXTS)('finds a club in spite of %s', async (_kind, written, typed) => {
    const { id } = await makeClub({ name: written, city: 'Soria' });
    await refreshSearchIndex(id);
    expect(await namesOf(typed, 'club')).toContain(written);
  });

  test('refuses a question of which nothing is left', () => {
    expect(searchDocumentsSchema.safeParse({ q: '\u200b' }).success).toBe(false);
  });

  test('another word is no slip of the pen', async () => {
    expect(await namesOf('zanahoria')).toEqual([]);
  });
});
