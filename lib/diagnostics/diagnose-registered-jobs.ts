import { listRegisteredFunctions } from '@/lib/services/inngest/jobs-account';
import { JOBS, NUDGED_JOBS } from './schedules';
import { ok, type ServiceFinding, unwell } from './service-finding';

const OURS = [...JOBS, ...NUDGED_JOBS];

/** Whether the job engine knows every function that we count on it to call. */
export async function diagnoseRegisteredJobs(): Promise<ServiceFinding[]> {
  const id = 'jobs.registered';
  const registered = await listRegisteredFunctions();
  if (registered === null) {
    return [
      unwell(
        'warn',
        id,
        {
          es: 'Inngest no dice qué funciones conoce de «pista».',
          en: 'Inngest does not tell which functions of “pista” it knows.',
        },
        {
          es: 'Registra las tareas; si dan señales de vida y esto no cambia, es que tu servidor de Inngest es anterior a junio de 2026.',
          en: 'Register the jobs; if they show signs of life and this stays, your Inngest server is older than June 2026.',
        },
        { kind: 'register_jobs' },
      ),
    ];
  }
  const missing = OURS.filter((job) => !registered.includes(job));
  if (missing.length === 0) {
    return [
      ok(id, {
        es: `Inngest conoce nuestras ${OURS.length} funciones.`,
        en: `Inngest knows our ${OURS.length} functions.`,
      }),
    ];
  }
  return [
    unwell(
      'bad',
      id,
      {
        es: `Inngest no conoce: ${missing.join(', ')}.`,
        en: `Inngest does not know: ${missing.join(', ')}.`,
      },
      {
        es: 'Registra las tareas; el servidor también lo hace al arrancar, y su registro dice por qué no pudo.',
        en: 'Register the jobs; the server also does so when it starts, and its log says why it could not.',
      },
      { kind: 'register_jobs' },
    ),
  ];
}
