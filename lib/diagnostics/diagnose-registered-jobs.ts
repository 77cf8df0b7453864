import { listRegisteredFunctions } from '@/lib/services/inngest/jobs-account';
import { JOBS, NUDGED_JOBS } from './schedules';
import { well, type ServiceFinding, unwell } from './service-finding';

const OURS = [...JOBS, ...NUDGED_JOBS];

/** Whether the job engine knows every function of ours. */
export async function diagnoseRegisteredJobs(): Promise<ServiceFinding[]> {
  const id = 'jobs.registered';
  const registered = await listRegisteredFunctions();
  if (registered === null) {
    return [
      unwell('warn', id, 'diagnosis.registeredJobs.untold', 'diagnosis.registeredJobs.untoldAdvice', {
        kind: 'register_jobs',
      }),
    ];
  }
  const missing = OURS.filter((job) => !registered.includes(job));
  if (missing.length === 0) {
    return [well(id, { key: 'diagnosis.registeredJobs.known', values: { count: OURS.length } })];
  }
  return [
    unwell(
      'bad',
      id,
      { key: 'diagnosis.registeredJobs.missing', values: { missing: missing.join(', ') } },
      'diagnosis.registeredJobs.missingAdvice',
      { kind: 'register_jobs' },
    ),
  ];
}
