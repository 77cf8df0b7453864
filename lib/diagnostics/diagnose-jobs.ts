import { db } from '@/db';
import { heartbeats } from '@/db/schema';
import type { Sentences } from '@/lib/core/i18n/sentences';
import { MINUTE_MS } from '@/lib/core/time';
import { JOBS, type Job, SCHEDULES } from './schedules';
import { briefly, ok, type ServiceFinding, unwell } from './service-finding';

/** A job is late after missing two turns, and the engine's own delay. */
const lateAfterMs = (everyMinutes: number) => (2 * everyMinutes + 2) * MINUTE_MS;
/** Players and money feel the want of a job that should run this often. */
const URGENT_MINUTES = 5;

const ADVICE: Sentences = {
  es: 'Mira en Inngest que conozca la aplicación y llegue a /api/inngest; mientras tanto se puede hacer a mano.',
  en: 'See in Inngest that it knows the app and reaches /api/inngest; until then the job can be done by hand.',
};

const PATIENCE: Sentences = {
  es: 'Espera a su hora; si mañana sigue así, mira en Inngest por qué falla.',
  en: 'Wait for its hour; if it still says so tomorrow, see in Inngest why it fails.',
};

/** Whether each job on a schedule still runs, by its last sign of life. */
export async function diagnoseJobs(): Promise<ServiceFinding[]> {
  const rows = await db().select({ job: heartbeats.job, at: heartbeats.at }).from(heartbeats);
  const beats = new Map(rows.map(({ job, at }) => [job, at]));
  const workerLives = JOBS.some((job) => isRecent(beats.get(job)));
  return JOBS.filter((job) => SCHEDULES[job].isUsed?.() ?? true).map((job) =>
    diagnoseJob(job, beats.get(job), workerLives),
  );
}

const isRecent = (at: Date | undefined) =>
  at !== undefined && Date.now() - at.getTime() < lateAfterMs(URGENT_MINUTES);

function diagnoseJob(job: Job, last: Date | undefined, workerLives: boolean): ServiceFinding {
  const { everyMinutes, does } = SCHEDULES[job];
  const id = `jobs.${job}`;
  const remedy = { kind: 'run_job', job } as const;
  const silentMs = Date.now() - (last?.getTime() ?? 0);
  const ago = briefly(silentMs);
  if (last && silentMs <= lateAfterMs(everyMinutes)) {
    return ok(id, { es: `${does.es}: hecho hace ${ago}.`, en: `${does.en}: done ${ago} ago.` });
  }
  if (!last && everyMinutes > URGENT_MINUTES && workerLives) {
    const notYet = {
      es: `${does.es}: aún no le ha tocado.`,
      en: `${does.en}: its turn has not come yet.`,
    };
    return unwell('warn', id, notYet, PATIENCE, remedy);
  }
  const state = everyMinutes <= URGENT_MINUTES ? 'bad' : 'warn';
  const what = last
    ? {
        es: `${does.es}: sin señal de vida desde hace ${ago}.`,
        en: `${does.en}: no sign of life for ${ago}.`,
      }
    : { es: `${does.es}: todavía no se ha hecho nunca.`, en: `${does.en}: has never been done yet.` };
  return unwell(state, id, what, ADVICE, remedy);
}
