import { tellWatchers } from '@/lib/alerts/send-slot-alerts';
import { refreshSearchIndex } from '@/lib/availability/refresh-search-index';
import { syncClubs } from '@/lib/clubs/sync-clubs';
import { warmCaches } from '@/lib/clubs/warm-caches';
import type { Context } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { checkConsistency } from '@/lib/integrity/check-consistency';
import { sweep } from '@/lib/jobs/sweep';
import { reconcile } from '@/lib/reconciliation/reconcile';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { remindPlayers } from '@/lib/reservations/remind-players';
import type { Words } from './service-finding';

export const JOBS = [
  'expire-holds',
  'sweep',
  'warm-caches',
  'tell-watchers',
  'reconcile',
  'remind-players',
  'check-consistency',
  'refresh-search-index',
  'sync-clubs',
] as const;
export type Job = (typeof JOBS)[number];

/** Every job that runs when it is nudged. */
export const NUDGED_JOBS = [
  'settle-payment',
  'process-refund',
  'process-bulk-refund',
  'cancel-intent',
  'deliver-notice',
  'deliver-bulk-notice',
  'spread-change',
  'remove-customer',
] as const;

type Schedule = {
  /** `inngest/*.ts` say when exactly. */
  everyMinutes: number;
  does: Words;
  /** The same, once, at any time. */
  run: (ctx: Context) => Promise<unknown>;
  /** Whether this deployment has use for it; without it, it has. */
  isUsed?: () => boolean;
};

/** Every job that runs by the clock, by the name under which it leaves its sign of life. */
export const SCHEDULES: Readonly<Record<Job, Schedule>> = {
  'expire-holds': {
    everyMinutes: 1,
    does: { es: 'Liberar reservas sin pagar', en: 'Freeing holds that ran out' },
    run: expireHolds,
  },
  sweep: {
    everyMinutes: 1,
    does: { es: 'Recoger lo que quedó a medias', en: 'Picking up what was left half done' },
    run: sweep,
  },
  'warm-caches': {
    everyMinutes: 1,
    does: { es: 'Calentar la caché', en: 'Warming the cache' },
    run: warmCaches,
  },
  'tell-watchers': {
    everyMinutes: 1,
    does: { es: 'Avisar de pistas que se libran', en: 'Telling who waits that a court is free' },
    run: tellWatchers,
  },
  reconcile: {
    everyMinutes: 5,
    does: { es: 'Conciliar con Stripe', en: 'Comparing the books with Stripe' },
    run: reconcile,
  },
  'remind-players': {
    everyMinutes: 15,
    does: { es: 'Recordar los partidos', en: 'Reminding players' },
    run: remindPlayers,
  },
  'check-consistency': {
    everyMinutes: 60,
    does: { es: 'Comprobar los datos', en: 'Checking the data' },
    run: checkConsistency,
  },
  'refresh-search-index': {
    everyMinutes: 24 * 60,
    does: { es: 'Renovar el buscador', en: 'Refreshing the search index' },
    run: () => refreshSearchIndex(null),
  },
  'sync-clubs': {
    everyMinutes: 24 * 60,
    does: { es: 'Copiar el directorio de clubes', en: 'Copying the club directory' },
    run: syncClubs,
    isUsed: () => env().CLUB_DIRECTORY_URL !== undefined,
  },
};
