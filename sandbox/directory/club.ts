import { z } from 'zod';

const courtSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  sport: z.enum(['padel', 'tennis']),
  indoor: z.boolean(),
  surface: z.enum(['turf', 'clay', 'hard', 'grass', 'concrete']),
  format: z.enum(['single', 'double']),
});

/** A club as the outside directory publishes it; an inactive one has closed for good. */
export const clubSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  city: z.string(),
  country: z.string().length(2),
  address: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  time_zone: z.string(),
  currency: z.string().length(3),
  phone: z.string().nullable(),
  courts: z.array(courtSchema),
  active: z.boolean(),
  updated_at: z.iso.datetime(),
});

export type Club = z.infer<typeof clubSchema>;

const padel = (club: string, count: number, indoor: boolean): Club['courts'] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${club}-${index + 1}`,
    name: `Pista ${index + 1}`,
    sport: 'padel',
    indoor,
    surface: 'turf',
    format: 'double',
  }));

/** The clubs of the directory before a test changes them. */
export const FIRST_CLUBS: readonly Club[] = [
  {
    id: 'dir-malaga',
    name: 'Pádel Puerto de Málaga',
    city: 'Málaga',
    country: 'ES',
    address: 'Paseo de la Farola 12, 29016 Málaga',
    latitude: 36.7143,
    longitude: -4.4143,
    time_zone: 'Europe/Madrid',
    currency: 'EUR',
    phone: '+34952000101',
    courts: padel('dir-malaga', 4, false),
    active: true,
    updated_at: '2026-01-15T09:00:00Z',
  },
  {
    id: 'dir-bilbao',
    name: 'Ría Indoor Bilbao',
    city: 'Bilbao',
    country: 'ES',
    address: 'Ribera de Deusto 40, 48014 Bilbao',
    latitude: 43.2716,
    longitude: -2.9585,
    time_zone: 'Europe/Madrid',
    currency: 'EUR',
    phone: '+34944000202',
    courts: padel('dir-bilbao', 6, true),
    active: true,
    updated_at: '2026-02-03T10:30:00Z',
  },
  {
    id: 'dir-porto',
    name: 'Foz Padel',
    city: 'Porto',
    country: 'PT',
    address: 'Rua do Passeio Alegre 8, 4150-570 Porto',
    latitude: 41.1486,
    longitude: -8.6739,
    time_zone: 'Europe/Lisbon',
    currency: 'EUR',
    phone: null,
    courts: padel('dir-porto', 3, false),
    active: true,
    updated_at: '2026-03-21T16:45:00Z',
  },
];
