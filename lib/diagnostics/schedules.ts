import { env } from '@/lib/core/env';
import type { Sentences } from '@/lib/core/i18n/sentences';

export const JOBS = [
  'expire-holds',
  'sweep',
  'warm-caches',
  'send-slot-alerts',
  'reconcile',
  'remind-players',
  'check-consistency',
  'refresh-search-index',
  'sync-clubs',
] as const;
export type Job = (typeof JOBS)[number];

/** Every job that runs when it is nudged. */
export const NUDGED_JOBS = [
  'process-stripe-event',
  'process-refund',
  'process-bulk-refund',
  'cancel-intent',
  'deliver-notice',
  'deliver-bulk-notice',
  'propagate-club-change',
  'remove-customer',
] as const;

type Schedule = {
  /** `inngest/*.ts` say when exactly. */
  everyMinutes: number;
  does: Sentences;
  /** Whether this deployment has use for it; without it, it has. */
  isUsed?: () => boolean;
};

/** Every job that runs by the clock, by the name under which it leaves its sign of life. */
export const SCHEDULES: Readonly<Record<Job, Schedule>> = {
  'expire-holds': {
    everyMinutes: 1,
    does: { es: 'Liberar reservas sin pagar', en: 'Freeing holds that ran out' },
  },
  sweep: {
    everyMinutes: 1,
    does: { es: 'Recoger lo que quedó a medias', en: 'Picking up what was left half done' },
  },
  'warm-caches': {
    everyMinutes: 1,
    does: { es: 'Calentar la caché', en: 'Warming the cache' },
  },
  'send-slot-alerts': {
    everyMinutes: 1,
    does: { es: 'Avisar de pistas que se libran', en: 'Telling who waits that a court is free' },
  },
  reconcile: {
    everyMinutes: 5,
    does: { es: 'Conciliar con Stripe', en: 'Comparing the books with Stripe' },
  },
  'remind-players': {
    everyMinutes: 15,
    does: { es: 'Recordar los partidos', en: 'Reminding players' },
  },
  'check-consistency': {
    everyMinutes: 60,
    does: { es: 'Comprobar los datos', en: 'Checking the data' },
  },
  'refresh-search-index': {
    everyMinutes: 24 * 60,
    does: { es: 'Renovar el buscador', en: 'Refreshing the search index' },
  },
  'sync-clubs': {
    everyMinutes: 24 * 60,
    does: { es: 'Copiar el directorio de clubes', en: 'Copying the club directory' },
    isUsed: () => env().CLUB_DIRECTORY_URL !== undefined,
  },
};
