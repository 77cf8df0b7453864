import { env } from '@/lib/env';
import type { Remedy, Words } from './service-finding';

type Schedule = {
  /** Under which it leaves its sign of life. */
  job: string;
  /** `inngest/*.ts` say when exactly. */
  everyMinutes: number;
  does: Words;
  /** Whether this deployment has use for it; without it, it has. */
  isUsed?: () => boolean;
  /** What does it by hand. */
  remedy?: Remedy;
};

/** Every job that runs by the clock. */
export const SCHEDULES: readonly Schedule[] = [
  {
    job: 'expire-holds',
    everyMinutes: 1,
    does: { es: 'Liberar reservas sin pagar', en: 'Freeing holds that ran out' },
    remedy: { kind: 'expire_holds' },
  },
  {
    job: 'sweep',
    everyMinutes: 1,
    does: { es: 'Recoger lo que quedó a medias', en: 'Picking up what was left half done' },
    remedy: { kind: 'run_sweep' },
  },
  {
    job: 'warm-caches',
    everyMinutes: 1,
    does: { es: 'Calentar la caché', en: 'Warming the cache' },
    remedy: { kind: 'warm_caches' },
  },
  {
    job: 'tell-watchers',
    everyMinutes: 1,
    does: { es: 'Avisar de pistas que se libran', en: 'Telling who waits that a court is free' },
  },
  {
    job: 'reconcile',
    everyMinutes: 5,
    does: { es: 'Conciliar con Stripe', en: 'Comparing the books with Stripe' },
  },
  {
    job: 'remind-players',
    everyMinutes: 15,
    does: { es: 'Recordar los partidos', en: 'Reminding players' },
  },
  {
    job: 'check-consistency',
    everyMinutes: 60,
    does: { es: 'Comprobar los datos', en: 'Checking the data' },
  },
  {
    job: 'refresh-search-index',
    everyMinutes: 24 * 60,
    does: { es: 'Renovar el buscador', en: 'Refreshing the search index' },
  },
  {
    job: 'sync-clubs',
    everyMinutes: 24 * 60,
    does: { es: 'Copiar el directorio de clubes', en: 'Copying the club directory' },
    isUsed: () => env().CLUB_DIRECTORY_URL !== undefined,
  },
];
