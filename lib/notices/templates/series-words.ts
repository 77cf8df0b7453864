import type { SeriesNoticeKind } from '@/db/schema';
import type { Locale } from '@/lib/core/context';
import type { SeriesFacts } from '@/lib/notices/notice-facts';
import type { Words } from './notice-copy-types';
import { givenBack as givenBackEn } from './words-en';
import { givenBack as givenBackEs } from './words-es';

type Say = Record<SeriesNoticeKind, (facts: SeriesFacts) => Words>;

/** The words about dates of a series, in each language. The dates stand in a list below. */
export const SERIES_WORDS: Record<Locale, Say> = {
  es: {
    series_booked: (f) => ({
      ...headEs(f, 'Reserva hecha'),
      body: [
        `Tus pistas están reservadas y son tuyas. Te esperan en ${f.clubName}.`,
        'Cada fecha es una reserva aparte, con sus propias condiciones para cancelar.',
      ],
    }),
    series_moved: (f) => ({
      ...headEs(f, 'Tus partidos han cambiado'),
      body: ['Así quedan tus próximas fechas:'],
    }),
    series_cancelled: (f) => ({
      ...headEs(f, 'Reservas canceladas'),
      body: [givenBackEs(f) ?? 'No hay ninguna devolución para estas reservas.'],
    }),
    series_closed: (f) => ({
      ...headEs(f, 'El club ha cancelado tus reservas'),
      body: ['Lo sentimos.', givenBackEs(f) ?? 'No queda nada por devolverte.'],
    }),
  },
  en: {
    series_booked: (f) => ({
      ...headEn(f, 'Reservation confirmed'),
      body: [
        `Your courts are booked and yours. ${f.clubName} expects you.`,
        'Each date is a reservation of its own, with its own terms of cancellation.',
      ],
    }),
    series_moved: (f) => ({
      ...headEn(f, 'Your games have changed'),
      body: ['These are your dates now:'],
    }),
    series_cancelled: (f) => ({
      ...headEn(f, 'Reservations cancelled'),
      body: [givenBackEn(f) ?? 'There is no refund for these reservations.'],
    }),
    series_closed: (f) => ({
      ...headEn(f, 'The club cancelled your reservations'),
      body: ['We are sorry.', givenBackEn(f) ?? 'Nothing is left to give back to you.'],
    }),
  },
};

function headEs({ clubName, moment, dates: { length } }: SeriesFacts, happened: string) {
  const title = `${happened}: ${length} ${length === 1 ? 'fecha' : 'fechas'}`;
  return { title, subject: `${title} en ${clubName}, desde el ${moment}` };
}

function headEn({ clubName, moment, dates: { length } }: SeriesFacts, happened: string) {
  const title = `${happened}: ${length} ${length === 1 ? 'date' : 'dates'}`;
  return { title, subject: `${title} at ${clubName}, from ${moment}` };
}
