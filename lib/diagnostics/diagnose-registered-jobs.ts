import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { listRegisteredFunctions } from '@/lib/services/inngest/jobs-account';
import { JOBS, NUDGED_JOBS } from './schedules';
import { keyRefused, type ServiceFinding, unwell, well } from './service-finding';

const OURS = [...JOBS, ...NUDGED_JOBS];
const ID = 'jobs.registered';

/** Whether the job engine knows every function of ours. */
export async function diagnoseRegisteredJobs(): Promise<ServiceFinding[]> {
  try {
    return diagnoseFunctions(await listRegisteredFunctions());
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    return [keyRefused(ID, 'jobs', error.message)];
  }
}

function diagnoseFunctions(registered: string[] | null): ServiceFinding[] {
  if (registered === null) {
    return [
      unwell('warn', ID, 'diagnosis.registeredJobs.untold', 'diagnosis.registeredJobs.untoldAdvice', {
        kind: 'register_jobs',
      }),
    ];
  }
  const missing = OURS.filter((job) => !registered.includes(job));
  if (missing.length === 0) {
    return [well(ID, { key: 'diagnosis.registeredJobs.known', values: { count: OURS.length } })];
  }
  return [
    unwell(
      'bad',
      ID,
      { key: 'diagnosis.registeredJobs.missing', values: { missing: missing.join(', ') } },
      'diagnosis.registeredJobs.missingAdvice',
      { kind: 'register_jobs' },
    ),
  ];
}
