import { describe, expect, test } from 'vitest';
import { makeClub, makeCourt } from '@/test/factories';
import { ALIKE_TEXTS } from '@/test/alike-texts';
import { catalogue } from './catalogue';
import { clubsIn, findCity, listCities } from './places';

describe('a city by its name', () => {
  test.each(ALIKE_TEXTS)('is found in spite of %s', async (_kind, written, typed) => {
    const club = await makeClub({ city: written });
    const { clubs } = await catalogue();
    expect(findCity(clubs, typed)).toMatchObject({ city: written });
    expect(clubsIn(clubs, typed).map(({ id }) => id)).toEqual([club.id]);
  });

  test('stands once in the list, however its clubs write it', async () => {
    const first = await makeClub({ name: 'A', city: "L'Alcúdia" });
    const second = await makeClub({ name: 'B', city: 'L’Alcudia' });
    for (const { id } of [first, second]) await makeCourt({ clubId: id });
    const cities = listCities((await catalogue()).clubs).filter(({ city }) => city.startsWith('L'));
    expect(cities).toEqual([{ city: "L'Alcúdia", clubs: 2 }]);
  });
});
