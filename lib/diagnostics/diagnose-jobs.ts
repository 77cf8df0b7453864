import { db } from '@/db';
import { heartbeats } from '@/db/schema';
import type { Message } from '@/lib/core/i18n/message';
import { MINUTE_MS } from '@/lib/core/time';
import { awaitedName } from '@/lib/records/record-heartbeat';
import { JOBS, type Job, SCHEDULES } from './schedules';
import { briefly, type ServiceFinding, unwell, well } from './service-finding';

/** A job is late after two missed turns, with the engine's own delay. */
const lateAfterMs = (everyMinutes: number) => (2 * everyMinutes + 2) * MINUTE_MS;
/** A job that runs this often is missed by players at once. */
const URGENT_MINUTES = 5;

/** Whether each scheduled job still runs, by its last heartbeat. */
export async function diagnoseJobs(): Promise<ServiceFinding[]> {
  const rows = await db().select({ job: heartbeats.job, at: heartbeats.at }).from(heartbeats);
  const beats = new Map(rows.map(({ job, at }) => [job, at]));
  const workerLives = JOBS.some((job) => isRecent(beats.get(job)));
  return JOBS.filter((job) => SCHEDULES[job].isUsed?.() ?? true).map((job) => {
    const isNew = isRecent(beats.get(awaitedName(job)), SCHEDULES[job].everyMinutes);
    return diagnoseJob(job, beats.get(job), isNew, workerLives);
  });
}

const isRecent = (at: Date | undefined, everyMinutes = URGENT_MINUTES) =>
  at !== undefined && Date.now() - at.getTime() < lateAfterMs(everyMinutes);

function diagnoseJob(job: Job, last: Date | undefined, isNew: boolean, workerLives: boolean): ServiceFinding {
  const { everyMinutes } = SCHEDULES[job];
  const id = `jobs.${job}`;
  const name = { key: `services.job.${job}` } as const;
  const remedy = { kind: 'run_job', job } as const;
  const silentMs = Date.now() - (last?.getTime() ?? 0);
  const ago = briefly(silentMs);
  if (last && silentMs <= lateAfterMs(everyMinutes)) {
    return well(id, { key: 'diagnosis.job.done', values: { job: name, ago } });
  }
  const isUrgent = everyMinutes <= URGENT_MINUTES;
  if (!last && (isNew || (workerLives && !isUrgent))) {
    const notYet: Message = { key: 'diagnosis.job.notYet', values: { job: name } };
    const advice = isUrgent ? 'diagnosis.job.soonAdvice' : 'diagnosis.job.notYetAdvice';
    return unwell('warn', id, notYet, advice, remedy);
  }
  const state = isUrgent ? 'bad' : 'warn';
  const what: Message = last
    ? { key: 'diagnosis.job.silent', values: { job: name, ago } }
    : { key: 'diagnosis.job.never', values: { job: name } };
  return unwell(state, id, what, 'diagnosis.job.advice', remedy);
}
