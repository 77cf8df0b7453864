type Place = { city: string; country: string; latitude: number; longitude: number; timeZone: string };

/** The city that is the same in an example of any size. */
export const BIG_CITY = {
  city: 'Madrid',
  country: 'ES',
  latitude: 40.4168,
  longitude: -3.7038,
  timeZone: 'Europe/Madrid',
} as const satisfies Place;

/** So many clubs are in cities, and all others in towns. */
const MOST_IN_CITIES = 200;
const CLUBS_A_TOWN = 12;

/** Where each club stands that is added: first those of the big city. */
export function placesOfClubs({
  there,
  clubs,
  inCity,
}: {
  there: number;
  clubs: number;
  inCity: number;
}): Place[] {
  const others = CITIES.flatMap(({ weight, ...city }) => Array.from({ length: weight }, () => city));
  return Array.from({ length: clubs - there }, (_, at) => {
    if (at < inCity) return BIG_CITY;
    if (there + at >= MOST_IN_CITIES) return townOf(Math.floor((there + at - MOST_IN_CITIES) / CLUBS_A_TOWN));
    return others[at % others.length] ?? BIG_CITY;
  });
}

/** Towns all over France, far from the city. */
const townOf = (number: number): Place => ({
  city: `Villeneuve ${number + 1}`,
  country: 'FR',
  latitude: 43.5 + ((number * 0.37) % 6),
  longitude: -1 + ((number * 0.61) % 7),
  timeZone: 'Europe/Paris',
});

/** A larger weight means more clubs. */
const CITIES: readonly (Place & { weight: number })[] = [
  {
    city: 'Barcelona',
    country: 'ES',
    latitude: 41.3874,
    longitude: 2.1686,
    timeZone: 'Europe/Madrid',
    weight: 3,
  },
  {
    city: 'Valencia',
    country: 'ES',
    latitude: 39.4699,
    longitude: -0.3763,
    timeZone: 'Europe/Madrid',
    weight: 2,
  },
  {
    city: 'Sevilla',
    country: 'ES',
    latitude: 37.3891,
    longitude: -5.9845,
    timeZone: 'Europe/Madrid',
    weight: 2,
  },
  {
    city: 'Zaragoza',
    country: 'ES',
    latitude: 41.6488,
    longitude: -0.8891,
    timeZone: 'Europe/Madrid',
    weight: 1,
  },
  {
    city: 'Murcia',
    country: 'ES',
    latitude: 37.9922,
    longitude: -1.1307,
    timeZone: 'Europe/Madrid',
    weight: 1,
  },
  {
    city: 'Palma',
    country: 'ES',
    latitude: 39.5696,
    longitude: 2.6502,
    timeZone: 'Europe/Madrid',
    weight: 1,
  },
  {
    city: 'Alicante',
    country: 'ES',
    latitude: 38.3452,
    longitude: -0.481,
    timeZone: 'Europe/Madrid',
    weight: 1,
  },
  {
    city: 'Granada',
    country: 'ES',
    latitude: 37.1773,
    longitude: -3.5986,
    timeZone: 'Europe/Madrid',
    weight: 1,
  },
  {
    city: 'A Coruña',
    country: 'ES',
    latitude: 43.3623,
    longitude: -8.4115,
    timeZone: 'Europe/Madrid',
    weight: 1,
  },
  {
    city: 'Santa Cruz de Tenerife',
    country: 'ES',
    latitude: 28.4636,
    longitude: -16.2518,
    timeZone: 'Atlantic/Canary',
    weight: 1,
  },
  {
    city: 'Lisboa',
    country: 'PT',
    latitude: 38.7223,
    longitude: -9.1393,
    timeZone: 'Europe/Lisbon',
    weight: 2,
  },
  {
    city: 'Porto',
    country: 'PT',
    latitude: 41.1579,
    longitude: -8.6291,
    timeZone: 'Europe/Lisbon',
    weight: 1,
  },
  { city: 'Milano', country: 'IT', latitude: 45.4642, longitude: 9.19, timeZone: 'Europe/Rome', weight: 2 },
  { city: 'Roma', country: 'IT', latitude: 41.9028, longitude: 12.4964, timeZone: 'Europe/Rome', weight: 1 },
  { city: 'Lyon', country: 'FR', latitude: 45.764, longitude: 4.8357, timeZone: 'Europe/Paris', weight: 1 },
  {
    city: 'Bruxelles',
    country: 'BE',
    latitude: 50.8503,
    longitude: 4.3517,
    timeZone: 'Europe/Brussels',
    weight: 1,
  },
  {
    city: 'Helsinki',
    country: 'FI',
    latitude: 60.1699,
    longitude: 24.9384,
    timeZone: 'Europe/Helsinki',
    weight: 1,
  },
];
