import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import type { CheckedService } from '@/lib/services/call/checked-services';
import { checkAll, type HealthReport } from '@/lib/services/call/health';
import { diagnoseConnections } from './diagnose-connections';
import { diagnoseConstraints, diagnoseDatabaseClock, diagnoseZones } from './diagnose-database';
import { diagnoseHealth } from './diagnose-health';
import { diagnoseJobs } from './diagnose-jobs';
import { diagnoseMailDomain, diagnoseMailEndpoint } from './diagnose-mail';
import { diagnoseOperator } from './diagnose-operator';
import { diagnoseRegisteredJobs } from './diagnose-registered-jobs';
import { diagnoseReplies } from './diagnose-replies';
import { diagnoseStorage } from './diagnose-storage';
import { diagnoseStripeClock, diagnoseStripeEndpoint } from './diagnose-stripe-account';
import { diagnoseLastWebhooks, diagnoseReachability, diagnoseWebhookBacklog } from './diagnose-webhooks';
import { type ServiceFinding, unwell } from './service-finding';

type Look = { id: string; needs?: CheckedService; at: () => Promise<ServiceFinding[]> };

/** What is diagnosed, and the service it needs. While that service is down, only its own finding is shown. */
const LOOKS: readonly Look[] = [
  { id: 'database.promises', at: diagnoseConstraints },
  { id: 'connections', needs: 'database', at: diagnoseConnections },
  { id: 'jobs', needs: 'database', at: diagnoseJobs },
  { id: 'webhooks.last', needs: 'database', at: diagnoseLastWebhooks },
  { id: 'webhooks.backlog', needs: 'database', at: diagnoseWebhookBacklog },
  { id: 'webhooks.reachable', at: diagnoseReachability },
  { id: 'webhooks.stripe', needs: 'payment', at: diagnoseStripeEndpoint },
  { id: 'webhooks.resend', needs: 'email', at: diagnoseMailEndpoint },
  { id: 'webhooks.twilio', needs: 'sms', at: diagnoseReplies },
  { id: 'jobs.registered', needs: 'jobs', at: diagnoseRegisteredJobs },
  { id: 'mail.domain', needs: 'email', at: diagnoseMailDomain },
  { id: 'operator', at: diagnoseOperator },
  { id: 'storage', at: diagnoseStorage },
  { id: 'clock.stripe', needs: 'payment', at: diagnoseStripeClock },
  { id: 'clock.database', needs: 'database', at: diagnoseDatabaseClock },
  { id: 'zones', needs: 'database', at: diagnoseZones },
];

export type Examination = { report: HealthReport; findings: ServiceFinding[] };

/**
 * Diagnoses everything that Pista depends on, in parallel, each with what to do about it. A diagnosis that fails
 * becomes a finding itself.
 * @throws AppError unauthenticated, forbidden for anybody but an operator or a script of ours
 */
export async function diagnoseServices(ctx: Context): Promise<Examination> {
  if (ctx.actor.kind !== 'system') requireOperator(ctx);
  const report = await checkAll();
  const due = LOOKS.filter(({ needs }) => needs === undefined || report[needs].status !== 'unhealthy');
  const looked = await Promise.all(due.map(look));
  return { report, findings: [...diagnoseHealth(report), ...looked.flat()] };
}

async function look({ id, at }: Look): Promise<ServiceFinding[]> {
  try {
    return await at();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      unwell('bad', id, { key: 'diagnosis.look.failed', values: { id, why } }, 'diagnosis.look.failedAdvice'),
    ];
  }
}
