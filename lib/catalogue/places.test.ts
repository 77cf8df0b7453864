import { describe, expect, test } from 'vitest';
import { ALIKE_TEXTS } from '@/test/alike-texts';
import { makeClub, makeCourt } from '@/test/factories';
import { clubsIn } from './catalogue';
import { cityForZone, findCity, listCities, matchCity, nearestCity } from './places';

describe('a city by its name', () => {
  test.each(ALIKE_TEXTS)('is found in spite of %s', async (_kind, written, typed) => {
    const club = await makeClub({ city: written });
    expect(await findCity(typed)).toMatchObject({ city: written });
    expect((await clubsIn(typed)).map(({ id }) => id)).toEqual([club.id]);
  });

  test('stands once in the list, however its clubs write it', async () => {
    const first = await makeClub({ name: 'A', city: "L'Alcúdia" });
    const second = await makeClub({ name: 'B', city: 'L’Alcudia' });
    for (const { id } of [first, second]) await makeCourt({ clubId: id });
    const cities = (await listCities()).filter(({ city }) => city.startsWith('L'));
    expect(cities).toMatchObject([{ city: "L'Alcúdia", clubs: 2 }]);
  });
});

describe('a city by a part of its name', () => {
  test.each([
    ['the beginning', 'vilaf', 'Vilafranca del Prat'],
    ['the beginning in capitals and with an accent', 'VILÀF', 'Vilafranca del Prat'],
    ['the beginning of a later word', 'prat', 'Vilafranca del Prat'],
    ['the word after an article', 'escala', "L'Escala Nova"],
  ])('is found by %s', async (_part, typed, city) => {
    await makeCourt({ clubId: (await makeClub({ city })).id });
    expect(await matchCity(typed)).toBe(city);
  });

  test('is the one with most clubs when several begin so', async () => {
    for (const city of ['Quintana Sur', 'Quintana Norte', 'Quintana Norte']) {
      await makeCourt({ clubId: (await makeClub({ city })).id });
    }
    expect(await matchCity('quint')).toBe('Quintana Norte');
  });

  test.each(['qu', 'uintana', 'quintanas'])('is not guessed from "%s"', async (typed) => {
    await makeCourt({ clubId: (await makeClub({ city: 'Quintana Sola' })).id });
    expect(await matchCity(typed)).toBeNull();
  });
});

describe('the nearest city', () => {
  test('is the one that was misspelt', async () => {
    await makeCourt({ clubId: (await makeClub({ city: 'Zaragoza Vieja' })).id });
    expect(await nearestCity('Saragoza Vieja')).toBe('Zaragoza Vieja');
  });

  test('is none for a name that no city has', async () => {
    await makeCourt();
    expect(await nearestCity('Reikiavik Ultima Thule')).toBeNull();
  });
});

describe('the city for a time zone', () => {
  test('is the largest in that zone, else the largest of all', async () => {
    const zone = 'Pacific/Chatham';
    for (const city of ['Waitangi', 'Kaingaroa', 'Kaingaroa']) {
      await makeCourt({ clubId: (await makeClub({ city, timeZone: zone })).id });
    }
    expect(await cityForZone(zone)).toBe('Kaingaroa');
    const [largest] = await listCities();
    expect(await cityForZone('Antarctica/Troll')).toBe(largest?.city);
    expect(await cityForZone(undefined)).toBe(largest?.city);
  });
});
