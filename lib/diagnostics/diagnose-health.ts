import { CHECKED, type CheckedService } from '@/lib/services/call/checked-services';
import type { HealthReport } from '@/lib/services/call/health';
import { getService } from '@/lib/services/call/registry';
import type { Remedy } from './remedy';
import { keyRefused, PROVIDER_NAMES, type ServiceFinding, unwell, well } from './service-finding';

/** Without these courts are sold, but not paid, or nobody hears of them. */
const MISSED: readonly CheckedService[] = ['payment', 'email', 'jobs'];

/** Each service by its probe and the calls of the last minute. */
export const diagnoseHealth = (report: HealthReport): ServiceFinding[] =>
  CHECKED.map((service) => diagnoseService(service, report));

function diagnoseService(service: CheckedService, report: HealthReport): ServiceFinding {
  const { status, breaker, p95Ms, latencyMs, error = '', refusesKey } = report[service];
  const id = `service.${service}`;
  const { tier } = getService(service);
  const provider = PROVIDER_NAMES[service];
  const figures = `${Math.round(latencyMs)} ms, p95 ${Math.round(p95Ms)} ms`;
  const remedy: Remedy | undefined = breaker === 'closed' ? undefined : { kind: 'close_breaker', service };
  switch (status) {
    case 'healthy':
      return well(id, { key: 'diagnosis.service.healthy', values: { provider, figures } });
    case 'degraded':
      return unwell(
        'warn',
        id,
        {
          key: 'diagnosis.service.degraded',
          values: { provider, figures, breaker: { key: `diagnosis.service.breaker.${breaker}` } },
        },
        'diagnosis.service.degradedAdvice',
        remedy,
      );
    case 'unhealthy':
      if (refusesKey) return keyRefused(id, service, error, remedy);
      return unwell(
        tier === 'needed' || MISSED.includes(service) ? 'bad' : 'warn',
        id,
        { key: 'diagnosis.service.unhealthy', values: { provider, error } },
        `diagnosis.service.without.${service}`,
        remedy,
      );
  }
}
